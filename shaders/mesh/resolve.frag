#version 330
// A pixel is HALVES / 2 samples wide: 2 for one sample, 3 for one and a half, 4 for two; samples that it shares with its
// neighbour count by their share. Row 0 of what comes out is the top row of the picture.
uniform sampler2D u_colour, u_normal_part, u_depth;
uniform vec2 u_range;          // near and far plane
uniform float u_orthographic;
uniform float u_thickness;     // samples further than this behind the nearest one are another layer

layout(location = 0) out vec4 o_colour;       // mean colour of the nearest layer, share of covered samples
layout(location = 1) out vec4 o_normal_part;  // its mean normal, its commonest part
layout(location = 2) out float o_depth;       // its mean distance along the view axis, 0 where nothing is covered

const int SIDE = (HALVES + 1) / 2, SAMPLES = SIDE * SIDE;

float share(ivec2 first, int i) {  // of sample i in this pixel, in a row of SIDE from the first; 1 for all of it
    vec2 low = floor(gl_FragCoord.xy) * (0.5 * float(HALVES)), sample = vec2(first + ivec2(i % SIDE, i / SIDE));
    vec2 overlap = min(sample + 1.0, low + 0.5 * float(HALVES)) - max(sample, low);
    return overlap.x * overlap.y;
}

float along_axis(float depth) {
    if (u_orthographic > 0.5) return mix(u_range.x, u_range.y, depth);
    return u_range.x * u_range.y / (u_range.y - depth * (u_range.y - u_range.x));
}

void main() {
    int height = textureSize(u_depth, 0).y;
    ivec2 first = ivec2(gl_FragCoord.xy) * HALVES / 2;
    float depth[SAMPLES], nearest = 1e9, covered = 0.0;
    for (int i = 0; i < SAMPLES; ++i) {
        ivec2 place = first + ivec2(i % SIDE, i / SIDE);
        float found = texelFetch(u_depth, ivec2(place.x, height - 1 - place.y), 0).r;
        depth[i] = found < 1.0 ? along_axis(found) : 1e9;
        covered += found < 1.0 ? share(first, i) : 0.0;
        nearest = min(nearest, depth[i]);
    }
    float weight[SAMPLES], part[SAMPLES], total = 0.0, mean = 0.0;
    vec3 colour = vec3(0.0), normal = vec3(0.0);
    for (int i = 0; i < SAMPLES; ++i) {
        ivec2 place = first + ivec2(i % SIDE, i / SIDE);
        place.y = height - 1 - place.y;
        vec4 labels = texelFetch(u_normal_part, place, 0);
        weight[i] = depth[i] < 1e8 && depth[i] <= nearest + u_thickness ? share(first, i) : 0.0;
        part[i] = labels.a;
        total += weight[i];
        mean += weight[i] > 0.0 ? weight[i] * depth[i] : 0.0;
        colour += weight[i] * texelFetch(u_colour, place, 0).rgb;
        normal += weight[i] * (labels.rgb * 2.0 - 1.0);
    }
    float commonest = 0.0, most = 0.0;
    for (int i = 0; i < SAMPLES; ++i) {
        float votes = depth[i] == nearest ? 0.1 : 0.0;  // of equally common parts the nearest
        for (int j = 0; j < SAMPLES; ++j) votes += part[j] == part[i] ? weight[j] : 0.0;
        votes = weight[i] > 0.0 ? votes : 0.0;
        commonest = votes > most ? part[i] : commonest;
        most = max(most, votes);
    }
    float each = total > 0.0 ? 1.0 / total : 0.0;
    o_colour = vec4(colour * each, covered * 4.0 / float(HALVES * HALVES));
    o_normal_part = vec4(total > 0.0 ? 0.5 + 0.5 * normalize(normal + 1e-6) : vec3(0.5), commonest);
    o_depth = mean * each;
}
