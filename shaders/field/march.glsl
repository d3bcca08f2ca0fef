// Marching a ray to the hull, with empty space skipped.
#ifdef EXACT
uniform sampler3D empty;      // how far a ray may go from a voxel, / SKIP_LIMIT
#else
uniform sampler3D baked;      // red: the hull, -BAKED_LIMIT..BAKED_LIMIT as 0..1; green: as `empty`
#endif
uniform vec3 box_low;         // what may hold surface
uniform vec3 box_high;

struct Hit {
    float t;         // distance along the ray of the surface, or of the closest approach
    float coverage;  // 1 on the surface, less where its edge crosses the pixel
    float slope;     // of t over the hull's distance at a crossing that may still be refined, else 0
};

vec2 box_range(vec3 origin, vec3 direction) {
    vec3 inverse = 1.0 / (direction + vec3(equal(direction, vec3(0.0))) * 1e-9);
    vec3 a = (box_low - origin) * inverse, b = (box_high - origin) * inverse;
    vec3 low = min(a, b), high = max(a, b);
    return vec2(max(max(low.x, low.y), max(low.z, 0.0)), min(high.x, min(high.y, high.z)));
}

// x: a distance that is free of surface, or 0; y: the signed distance of the hull; z: the largest step allowed.
vec3 space_at(vec3 p) {
#ifdef EXACT
    float free = textureLod(empty, p * 0.5 + 0.5, 0.0).r * SKIP_LIMIT;
    if (free > LEAST_SKIP) return vec3(free, 0.0, 0.0);
    float room, h = hull(p, room);
    return vec3(0.0, h, room);
#else
    vec2 both = textureLod(baked, p * 0.5 + 0.5, 0.0).rg;
    float free = both.g * SKIP_LIMIT - BAKED_MARGIN;
    if (free > LEAST_SKIP) return vec3(free, 0.0, 0.0);
    return vec3(0.0, (both.r * 2.0 - 1.0) * BAKED_LIMIT - dilation, LARGEST_STEP);
#endif
}

float distance_at(vec3 p) {
#ifdef EXACT
    return hull(p);
#else
    return (textureLod(baked, p * 0.5 + 0.5, 0.0).r * 2.0 - 1.0) * BAKED_LIMIT - dilation;
#endif
}

// The crossing between `before` (outside, at distance `high`) and t (inside, at distance `low`).
Hit crossing(vec3 origin, vec3 direction, float before, float high, float t, float low) {
#ifdef EXACT
    for (int i = 0; i < BISECTIONS; i++) {
        float middle = 0.5 * (before + t);
        if (hull(origin + middle * direction) < 0.0) t = middle; else before = middle;
    }
    return Hit(0.5 * (before + t), 1.0, 0.0);
#else
    float slope = (t - before) / (high - low);
    return Hit(before + high * slope, 1.0, slope);
#endif
}

// The share of a pixel, `width` wide at p, that the avatar fills where a ray comes closest to it, `gap` pixels outside.
// The hull's distance grows faster than one to one where a view sees the surface at a slant.
float edge_coverage(vec3 p, vec3 direction, float width, float gap) {
    vec3 side = normalize(cross(direction, abs(direction.y) < 0.9 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0)));
    vec3 x = 0.5 * width * side, y = 0.5 * width * cross(side, direction);
    vec2 slope = vec2(distance_at(p + x) - distance_at(p - x), distance_at(p + y) - distance_at(p - y)) / width;
    return clamp(0.5 - gap / clamp(length(slope), 1.0, EDGE_SLOPE), 0.0, 1.0);
}

// `pixel` is the width of a pixel at distance 1 and at any distance, added: pixel.x * t + pixel.y.
Hit march(vec3 origin, vec3 direction, vec2 pixel) {
    vec2 range = box_range(origin, direction);
    Hit hit = Hit(range.x, 0.0, 0.0);
    float t = range.x, before = range.x, high = LEAST_SKIP, nearest = EDGE_PIXELS;
    for (int i = 0; i < MAX_STEPS && t < range.y; i++) {
        vec3 space = space_at(origin + t * direction);
        if (space.x > 0.0) {
            before = t;
            high = LEAST_SKIP;
            t += space.x;
            continue;
        }
        float gap = space.y / (pixel.x * t + pixel.y);
        if (gap <= -0.5) return crossing(origin, direction, before, high, t, space.y);
        if (gap < nearest) {
            nearest = gap;
            hit.t = t;
        }
        if (space.y >= 0.0) {
            before = t;
            high = space.y;
        }
        t += clamp(space.y * STEP_SHARE, LEAST_STEP, max(space.z, LEAST_STEP));
    }
    if (nearest < EDGE_PIXELS) {
        hit.coverage = edge_coverage(origin + hit.t * direction, direction, pixel.x * hit.t + pixel.y, nearest);
    }
    return hit;
}
