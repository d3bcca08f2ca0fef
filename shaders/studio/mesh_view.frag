#version 330 core
// The mesh in a soft light from the camera, with its edges drawn where wanted.
in vec3 facing;
in vec2 at;
in vec3 corner;
out vec4 pixel;

uniform sampler2D albedo;
uniform vec3 towards_eye;
uniform bool textured;
uniform bool wire;
uniform vec3 ink;          // of the edges, sRGB

const vec3 CLAY = vec3(0.62, 0.60, 0.58);

void main() {
    vec3 base = textured ? texture(albedo, at).rgb : CLAY;
    float light = 0.55 + 0.45 * max(dot(normalize(facing), towards_eye), 0.0);
    vec3 colour = base * light;
    if (wire) {
        vec3 width = fwidth(corner);
        vec3 near = smoothstep(vec3(0.0), width * 1.1, corner);
        float line = 1.0 - min(min(near.x, near.y), near.z);
        // where triangles are smaller than their lines, lines would hide the picture
        float crowded = clamp(1.0 - length(width), 0.15, 1.0);
        colour = mix(colour, ink, 0.6 * line * crowded);
    }
    pixel = vec4(colour, 1.0);
}
