// What six views say about a surface point (engine/field/fusion.py).
uniform sampler2DArray colour_planes;  // 6 layers: sRGB, and the cosine at which the view sees its surface
uniform sampler2DArray normal_planes;  // 6 layers: world normal, -1..1
uniform usampler2DArray part_planes;   // 6 layers: part label

struct Surface {
    vec3 colour;
    vec3 normal;
    float parts[PARTS];  // probabilities
};

void base_logits(Reading reading, float facing[VIEWS], out float logits[VIEWS]) {
    for (int v = 0; v < VIEWS; v++) {
        logits[v] = -abs(reading.dz[v]) / FUSION_DEPTH - OUTSIDE_PENALTY * max(reading.silhouette[v], 0.0)
            + FACING_POWER * log(facing[v] + FACING_FLOOR);
    }
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

// Bilinear shares of the labels at the four texels around p, as one-hot labels would be filtered.
void add_parts(int view, vec3 p, float weight, inout float parts[PARTS]) {
    ivec2 size = textureSize(part_planes, 0).xy;
    vec2 at = plane_uv(view / 2, p) * vec2(size) - 0.5;
    vec2 low = floor(at), share = at - low;
    for (int corner = 0; corner < 4; corner++) {
        ivec2 step = ivec2(corner & 1, corner >> 1);
        ivec2 texel = clamp(ivec2(low) + step, ivec2(0), size - 1);
        vec2 each = mix(1.0 - share, share, vec2(step));
        uint label = texelFetch(part_planes, ivec3(texel, view), 0).r;
        parts[int(label)] += weight * each.x * each.y;
    }
}

vec3 fused_normal(vec3 p, float weights[VIEWS]) {
    vec3 total = vec3(0.0);
    for (int v = 0; v < VIEWS; v++) {
        total += weights[v] * texture(normal_planes, vec3(plane_uv(v / 2, p), float(v))).xyz;
    }
    return normalize(total + vec3(0.0, 0.0, 1e-6));
}

Surface fuse(vec3 p) {
    Reading reading = read_reliefs(p);
    vec3 colours[VIEWS];
    float facing[VIEWS], weights[VIEWS], base[VIEWS];
    for (int v = 0; v < VIEWS; v++) {
        vec4 texel = texture(colour_planes, vec3(plane_uv(v / 2, p), float(v)));
        colours[v] = texel.rgb;
        facing[v] = texel.a;
    }
    base_logits(reading, facing, base);
    weights = base;
    softmax_views(weights);
    Surface surface;
    surface.normal = fused_normal(p, weights);
    vec3 shift = vec3(0.0);
    float part_logits[PARTS];
    for (int k = 0; k < PARTS; k++) part_logits[k] = 0.0;
#ifdef EXACT
    decode(p, reading, colours, facing, base, weights, shift, part_logits);
#endif
    surface.colour = shift;
    for (int k = 0; k < PARTS; k++) surface.parts[k] = 0.0;
    for (int v = 0; v < VIEWS; v++) {
        surface.colour += weights[v] * colours[v];
        if (weights[v] > LEAST_WEIGHT) add_parts(v, p, weights[v], surface.parts);
    }
    surface.colour = clamp(surface.colour, 0.0, 1.0);
    float total = 0.0;
    for (int k = 1; k < PARTS; k++) {
        surface.parts[k] = (surface.parts[k] + PART_FLOOR) * exp(part_logits[k]);
        total += surface.parts[k];
    }
    for (int k = 1; k < PARTS; k++) surface.parts[k] /= total;
    return surface;
}
