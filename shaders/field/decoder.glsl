// The shared decoder: three dense layers at a surface point (engine/field/decoder.py).
layout(std140) uniform Decoder {
    mat4 first[HIDDEN4 * INPUT4];
    vec4 first_bias[HIDDEN4];
    mat4 second[HIDDEN4 * HIDDEN4];
    vec4 second_bias[HIDDEN4];
    mat4 last[OUTPUT4 * HIDDEN4];
    vec4 last_bias[OUTPUT4];
};

float squash(float x) {
    return tanh(clamp(x, -10.0, 10.0));
}

vec4 silu(vec4 x) {
    return x / (1.0 + exp(-clamp(x, -60.0, 60.0)));
}

void decoder_inputs(
    vec3 p, Reading reading, vec3 colours[VIEWS], float facing[VIEWS], float weights[VIEWS], out vec4 x[INPUT4]
) {
    float h = reading.hull;
    for (int v = 0; v < VIEWS; v++) {
        float dz = reading.dz[v];
        x[2 * v] = vec4(squash(dz / DEPTH_NEAR), squash(dz / DEPTH_FAR), reading.silhouette[v] / SILHOUETTE_LIMIT,
            facing[v]);
        x[2 * v + 1] = vec4(colours[v], weights[v]);
    }
    x[2 * VIEWS] = vec4(p, squash(h / HULL_NEAR));
    x[2 * VIEWS + 1] = vec4(sin(p * PI), squash(h / HULL_FAR));
    x[2 * VIEWS + 2] = vec4(cos(p * PI), 0.0);
}

void decode(
    vec3 p, Reading reading, vec3 colours[VIEWS], float facing[VIEWS], float base[VIEWS],
    inout float weights[VIEWS], out vec3 shift, out float part_logits[PARTS]
) {
    vec4 x[INPUT4], h[HIDDEN4], g[HIDDEN4], o[OUTPUT4];
    // Always 0, but the compiler cannot know: unrolled, the layers become thousands of operations in one
    // block, which keeps Mesa's llvmpipe compiling for minutes, and rolled they run faster there as well.
    int nothing = min(textureSize(relief, 0).x, 0);
    int inputs4 = INPUT4 + nothing, hidden4 = HIDDEN4 + nothing, outputs4 = OUTPUT4 + nothing;
    decoder_inputs(p, reading, colours, facing, weights, x);
    for (int j = 0; j < hidden4; j++) {
        vec4 total = first_bias[j];
        for (int i = 0; i < inputs4; i++) total += first[j * INPUT4 + i] * x[i];
        h[j] = silu(total);
    }
    for (int j = 0; j < hidden4; j++) {
        vec4 total = second_bias[j];
        for (int i = 0; i < hidden4; i++) total += second[j * HIDDEN4 + i] * h[i];
        g[j] = silu(total);
    }
    for (int j = 0; j < outputs4; j++) {
        vec4 total = last_bias[j];
        for (int i = 0; i < hidden4; i++) total += last[j * HIDDEN4 + i] * g[i];
        o[j] = total;
    }
    // outputs: 6 view logits, 3 colour shifts, 7 part logits
    for (int v = 0; v < VIEWS; v++) weights[v] = base[v] + LOGIT_SCALE * o[v / 4][v % 4];
    softmax_views(weights);
    shift = COLOUR_RANGE * tanh(clamp(vec3(o[1].zw, o[2].x), -10.0, 10.0));
    part_logits[0] = 0.0;
    for (int k = 1; k < PARTS; k++) part_logits[k] = o[(k + 8) / 4][(k + 8) % 4];
}
