#version 330
// How open the surroundings of a vertex are: the share of directions from which it is seen in their depth pictures.
in vec3 in_position;
in vec3 in_normal;

uniform sampler2D u_depth;                 // one tile per direction, COLUMNS in a row
uniform vec3 u_direction[DIRECTIONS];
uniform mat4 u_matrix[DIRECTIONS];         // world to the clip space of each picture
uniform float u_bias;                      // in depth

out float v_open;

void main() {
    vec3 origin = in_position + 0.012 * in_normal;
    float seen = 0.0, total = 0.0;
    for (int i = 0; i < DIRECTIONS; ++i) {
        float facing = dot(in_normal, u_direction[i]);
        // hair cards have no reliable side, so every direction counts a little
        float weight = max(abs(facing) * 0.3, facing) * (0.65 + 0.35 * u_direction[i].y);
        vec3 place = (u_matrix[i] * vec4(origin, 1.0)).xyz * 0.5 + 0.5;
        ivec2 pixel = clamp(ivec2(place.xy * float(SIZE)), ivec2(0), ivec2(SIZE - 1));
        float front = texelFetch(u_depth, pixel + ivec2(i % COLUMNS, i / COLUMNS) * SIZE, 0).r;
        seen += place.z - u_bias < front ? weight : 0.0;
        total += weight;
    }
    v_open = seen / max(total, 1e-6);
}
