// From a fused surface to a picture.
const int UNLIT = 0, LIT = 1, PARTS_ONLY = 2, NORMALS = 3;
uniform int shading;
uniform mat3 camera_axes;   // columns right, up, backward
uniform float light_turn;   // radians that the lights have gone round the avatar, seen from the camera

const vec3 PALETTE[8] = vec3[8](
    vec3(0.10), vec3(0.93, 0.72, 0.60), vec3(0.45, 0.29, 0.17), vec3(0.62, 0.35, 0.66),
    vec3(0.95, 0.95, 0.98), vec3(0.25, 0.47, 0.78), vec3(0.10, 0.72, 0.66), vec3(0.92, 0.66, 0.20)
);

vec3 to_linear(vec3 c) { return pow(c, vec3(2.2)); }
vec3 to_display(vec3 c) { return pow(max(c, 0.0), vec3(1.0 / 2.2)); }

vec3 turned(vec3 v) {
    float c = cos(light_turn), s = sin(light_turn);
    return normalize(camera_axes * vec3(c * v.x + s * v.z, v.y, c * v.z - s * v.x));
}

// A studio: a warm key from the upper left of the camera, a cool fill, a rim, and light from all around.
vec3 lit(vec3 albedo, vec3 n) {
    vec3 key = turned(vec3(-0.55, 0.65, 0.75));
    vec3 fill = turned(vec3(0.85, 0.10, 0.60));
    vec3 rim = turned(vec3(0.35, 0.55, -0.80));
    float wrapped = max((dot(n, key) + 0.25) / 1.25, 0.0);
    vec3 light = vec3(1.00, 0.96, 0.90) * 0.95 * wrapped + vec3(0.80, 0.90, 1.00) * 0.30 * max(dot(n, fill), 0.0)
        + vec3(0.55) * pow(max(dot(n, rim), 0.0), 2.0) + mix(vec3(0.20, 0.19, 0.19), vec3(0.34, 0.36, 0.40), n.y * 0.5 + 0.5);
    return to_display(to_linear(albedo) * light);
}

int likeliest(float parts[PARTS]) {
    int best = 1;
    for (int k = 2; k < PARTS; k++) if (parts[k] > parts[best]) best = k;
    return best;
}

vec3 shade(Surface surface) {
    if (shading == LIT) return lit(surface.colour, surface.normal);
    if (shading == PARTS_ONLY) return PALETTE[likeliest(surface.parts)];
    if (shading == NORMALS) return surface.normal * 0.5 + 0.5;
    return surface.colour;
}
