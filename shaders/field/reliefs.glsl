// The six reliefs and the depth hull. Both sides of a plane share a grid (engine/field/triplane.py).
uniform sampler2DArray relief;  // 3 layers XY, ZY, XZ: depth and silhouette of side 0, then of side 1
uniform float dilation;         // cube units; more than HULL_OFFSET closes planes that disagree

struct Reading {
    float dz[VIEWS];          // positive in front of the view's surface
    float silhouette[VIEWS];  // negative inside the outline
};

vec2 plane_uv(int plane, vec3 p) {
    if (plane == 0) return vec2(p.x, -p.y) * 0.5 + 0.5;
    if (plane == 1) return vec2(p.z, -p.y) * 0.5 + 0.5;
    return p.xz * 0.5 + 0.5;
}

float plane_depth(int plane, vec3 p) {
    return plane == 0 ? p.z : (plane == 1 ? p.x : p.y);
}

float hull(vec3 p) {
    vec4 xy = textureLod(relief, vec3(plane_uv(0, p), 0.0), 0.0);
    vec4 zy = textureLod(relief, vec3(plane_uv(1, p), 1.0), 0.0);
    vec4 xz = textureLod(relief, vec3(plane_uv(2, p), 2.0), 0.0);
    vec3 front = max(p.zxy - vec3(xy.x, zy.x, xz.x), vec3(xy.z, zy.z, xz.z) - p.zxy);
    vec3 outline = max(vec3(xy.y, zy.y, xz.y), vec3(xy.w, zy.w, xz.w));
    vec3 farthest = max(front, outline);
    return max(farthest.x, max(farthest.y, farthest.z)) - dilation;
}

Reading read_reliefs(vec3 p) {
    Reading reading;
    for (int plane = 0; plane < 3; plane++) {
        vec4 both = textureLod(relief, vec3(plane_uv(plane, p), float(plane)), 0.0);
        float depth = plane_depth(plane, p);
        reading.dz[2 * plane] = depth - both.x;
        reading.dz[2 * plane + 1] = both.z - depth;
        reading.silhouette[2 * plane] = both.y;
        reading.silhouette[2 * plane + 1] = both.w;
    }
    return reading;
}

// One step towards the surface from a point read beside it: moves p, and what was read with it.
void settle(inout vec3 p, vec3 direction, float slope, float most, inout Reading reading) {
    float h = -1e9;
    for (int v = 0; v < VIEWS; v++) h = max(h, max(reading.dz[v], reading.silhouette[v]));
    vec3 move = clamp((h - dilation) * slope, -most, most) * direction;
    p += move;
    for (int plane = 0; plane < 3; plane++) {
        float along = plane_depth(plane, move);
        reading.dz[2 * plane] += along;
        reading.dz[2 * plane + 1] -= along;
    }
}
