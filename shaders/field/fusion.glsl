// What six views say about a surface point (engine/field/fusion.py).
uniform sampler2DArray colour_planes;  // 6 per layer: sRGB, and the cosine at which the view sees its surface
uniform sampler2DArray normal_planes;  // 6 per layer: world normal, -1..1 as 0..1
uniform usampler2DArray part_planes;   // 6 per layer: part label

struct Surface {
    vec3 colour;
    vec3 normal;
    float parts[PARTS];  // probabilities
};

float base_logit(Reading reading, int v) {
    return -abs(reading.dz[v]) / FUSION_DEPTH - OUTSIDE_PENALTY * max(reading.silhouette[v], 0.0);
}

void softmax_views(inout float logits[VIEWS]) {
    float top = logits[0];
    for (int v = 1; v < VIEWS; v++) top = max(top, logits[v]);
    float total = 0.0;
    for (int v = 0; v < VIEWS; v++) {
        logits[v] = exp(logits[v] - top);
        total += logits[v];
    }
    for (int v = 0; v < VIEWS; v++) logits[v] /= total;
}

uniform vec4 bottoms[MAX_LAYERS * PARTS];  // colour and part of the flat bottom below a surface of each part

bool on_bottom(vec3 p, Reading reading) {
    return sliced[reading.layer] != 0 && p.y < BOTTOM_Y;
}

// Where a view's texture is read.
vec3 view_at(Reading reading, int v) {
    return vec3(plane_uv(v / 2, reading.place), float(VIEWS * reading.layer + v));
}

// No view shows the bottom: it looks like the nearer one of what front and back see above it.
Surface bottom_of(Reading reading) {
    ivec2 size = textureSize(part_planes, 0).xy;
    vec3 at = view_at(reading, abs(reading.dz[0]) <= abs(reading.dz[1]) ? 0 : 1);
    ivec2 texel = clamp(ivec2(at.xy * vec2(size)), ivec2(0), size - 1);
    uint label = texelFetch(part_planes, ivec3(texel, int(at.z)), 0).r;
    vec4 look = bottoms[PARTS * reading.layer + int(label)];
    Surface surface;
    surface.colour = look.rgb;
    surface.normal = vec3(0.0, -1.0, 0.0);
    for (int k = 0; k < PARTS; k++) surface.parts[k] = k == int(look.a + 0.5) ? 1.0 : 0.0;
    return surface;
}

// Bilinear shares of the labels at the four texels around the point, as one-hot labels would be filtered.
void add_parts(Reading reading, int view, float weight, inout float parts[PARTS]) {
    ivec2 size = textureSize(part_planes, 0).xy;
    vec3 where = view_at(reading, view);
    vec2 at = where.xy * vec2(size) - 0.5;
    vec2 low = floor(at), share = at - low;
    for (int corner = 0; corner < 4; corner++) {
        ivec2 step = ivec2(corner & 1, corner >> 1);
        ivec2 texel = clamp(ivec2(low) + step, ivec2(0), size - 1);
        vec2 each = mix(1.0 - share, share, vec2(step));
        uint label = texelFetch(part_planes, ivec3(texel, int(where.z)), 0).r;
        parts[int(label)] += weight * each.x * each.y;
    }
}

// Wider weights than the colours', so that the shading does not show where one view takes over from another.
vec3 fused_normal(Reading reading, float facing[VIEWS]) {
    float weights[VIEWS];
    for (int v = 0; v < VIEWS; v++) {
        weights[v] = -abs(reading.dz[v]) / NORMAL_DEPTH - OUTSIDE_PENALTY * max(reading.silhouette[v], 0.0)
            + NORMAL_POWER * log(facing[v] + FACING_FLOOR);
    }
    softmax_views(weights);
    vec3 total = vec3(0.0, 0.0, 1e-6);
    for (int v = 0; v < VIEWS; v++) {
        if (weights[v] < LEAST_WEIGHT) continue;
        total += weights[v] * (textureLod(normal_planes, view_at(reading, v), 0.0).xyz * 2.0 - 1.0);
    }
    return normalize(total);
}

// Shares of the parts, moved by the decoder's logits, as probabilities.
void fuse_parts(Reading reading, float weights[VIEWS], float logits[PARTS], out float parts[PARTS]) {
    for (int k = 0; k < PARTS; k++) parts[k] = 0.0;
    for (int v = 0; v < VIEWS; v++) {
        if (weights[v] > LEAST_WEIGHT) add_parts(reading, v, weights[v], parts);
    }
    float total = 0.0;
    parts[0] = 0.0;
    for (int k = 1; k < PARTS; k++) {
        float gain = k == EYES ? EYES_GAIN : (k == BEARD ? BEARD_GAIN : 1.0);
        parts[k] = (parts[k] + PART_FLOOR) * gain * exp(logits[k]);
        total += parts[k];
    }
    for (int k = 1; k < PARTS; k++) parts[k] /= total;
}

#ifdef EXACT
Surface fuse(vec3 p, Reading reading, bool want_normal) {
    vec3 colours[VIEWS];
    float facing[VIEWS], weights[VIEWS], base[VIEWS], logits[PARTS];
    for (int v = 0; v < VIEWS; v++) {
        vec4 texel = textureLod(colour_planes, view_at(reading, v), 0.0);
        colours[v] = texel.rgb;
        facing[v] = texel.a;
        base[v] = base_logit(reading, v) + FACING_POWER * log(texel.a + FACING_FLOOR);
    }
    weights = base;
    softmax_views(weights);
    Surface surface;
    surface.normal = want_normal ? fused_normal(reading, facing) : vec3(0.0);
    decode(p, reading, colours, facing, base, weights, surface.colour, logits);
    for (int v = 0; v < VIEWS; v++) surface.colour += weights[v] * colours[v];
    surface.colour = clamp(surface.colour, 0.0, 1.0);
    fuse_parts(reading, weights, logits, surface.parts);
    return surface;
}
#else
// The same without the decoder.
Surface fuse(vec3 p, Reading reading, bool want_normal) {
    Surface surface;
    float weights[VIEWS], facing[VIEWS], total = 0.0, top = -1e9;
    for (int v = 0; v < VIEWS; v++) {
        weights[v] = base_logit(reading, v);
        top = max(top, weights[v]);
    }
    surface.colour = vec3(0.0);
    for (int v = 0; v < VIEWS; v++) {
        vec4 texel = textureLod(colour_planes, view_at(reading, v), 0.0);
        facing[v] = texel.a;
        weights[v] = exp(weights[v] - top) * pow(texel.a + FACING_FLOOR, FACING_POWER);
        surface.colour += weights[v] * texel.rgb;
        total += weights[v];
    }
    surface.colour /= total;
    surface.normal = want_normal ? fused_normal(reading, facing) : vec3(0.0);
    for (int k = 0; k < PARTS; k++) surface.parts[k] = 0.0;
#ifdef WITH_PARTS
    float logits[PARTS];
    for (int v = 0; v < VIEWS; v++) weights[v] /= total;
    for (int k = 0; k < PARTS; k++) logits[k] = 0.0;
    fuse_parts(reading, weights, logits, surface.parts);
#endif
    return surface;
}
#endif
