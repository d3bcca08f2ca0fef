// Marching a ray to the hull, with empty space skipped.
uniform sampler3D empty;      // how far a ray may go from a voxel, / SKIP_LIMIT
uniform vec3 box_low;         // what may hold surface
uniform vec3 box_high;

struct Hit {
    float t;         // distance along the ray of the surface, or of the closest approach
    float coverage;  // 1 on the surface, less where the ray passes within a pixel
};

vec2 box_range(vec3 origin, vec3 direction) {
    vec3 inverse = 1.0 / (direction + vec3(equal(direction, vec3(0.0))) * 1e-9);
    vec3 a = (box_low - origin) * inverse, b = (box_high - origin) * inverse;
    vec3 low = min(a, b), high = max(a, b);
    return vec2(max(max(low.x, low.y), max(low.z, 0.0)), min(high.x, min(high.y, high.z)));
}

float bisect(vec3 origin, vec3 direction, float outside, float inside) {
    for (int i = 0; i < BISECTIONS; i++) {
        float middle = 0.5 * (outside + inside);
        if (hull(origin + middle * direction) < 0.0) inside = middle; else outside = middle;
    }
    return 0.5 * (outside + inside);
}

// `pixel` is the width of a pixel at distance 1 and at any distance, added: pixel.x * t + pixel.y.
Hit march(vec3 origin, vec3 direction, vec2 pixel) {
    vec2 range = box_range(origin, direction);
    Hit hit = Hit(range.x, 0.0);
    float t = range.x, before = range.x;
    for (int i = 0; i < MAX_STEPS && t < range.y; i++) {
        vec3 p = origin + t * direction;
        float free = textureLod(empty, p * 0.5 + 0.5, 0.0).r * SKIP_LIMIT;
        if (free > LEAST_SKIP) {
            before = t;
            t += free;
            continue;
        }
        float h = hull(p);
        if (h < 0.0) return Hit(bisect(origin, direction, before, t), 1.0);
        float coverage = 1.0 - h / (pixel.x * t + pixel.y);
        if (coverage > hit.coverage) hit = Hit(t, coverage);
        before = t;
        t += clamp(h * STEP_SHARE, LEAST_STEP, LARGEST_STEP);
    }
    return hit;
}
