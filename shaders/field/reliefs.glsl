// The six reliefs of each layer and the depth hull. Both sides of a plane share a grid (engine/field/triplane.py).
uniform sampler2DArray relief;  // per layer XY, ZY, XZ: depth and silhouette of side 0, then of side 1
uniform float dilation;         // cube units; more than HULL_OFFSET closes planes that disagree
uniform int layers;
uniform vec4 frames[MAX_LAYERS];  // the cube a layer's planes span: centre, half side
uniform int sliced[MAX_LAYERS];   // not 0: view "-y" starts at SLICE_Y and the bust ends at BOTTOM_Y

struct Reading {
    int layer;
    vec3 place;               // the point in its layer's frame
    float dz[VIEWS];          // positive in front of the view's surface, cube units as all that follow
    float silhouette[VIEWS];  // negative inside the outline
    float hull;               // not dilated
};

vec2 plane_uv(int plane, vec3 p) {
    if (plane == 0) return vec2(p.x, -p.y) * 0.5 + 0.5;
    if (plane == 1) return vec2(p.z, -p.y) * 0.5 + 0.5;
    return p.xz * 0.5 + 0.5;
}

float largest(vec3 v) {
    return max(v.x, max(v.y, v.z));
}

vec3 in_frame(int layer, vec3 p) {
    return (p - frames[layer].xyz) / frames[layer].w;
}

// `above` and `below`: what the first and the second side of XY, ZY and XZ say along their axis.
float bounded(int layer, vec3 q, vec3 above, vec3 below, float outline) {
    float lowest = largest(abs(q)) - 1.0;
    if (sliced[layer] != 0) {
        below.z = min(below.z, q.y - SLICE_Y);
        lowest = max(lowest, BOTTOM_Y - q.y);
    }
    return max(max(largest(max(above, below)), outline), lowest) * frames[layer].w;
}

// `outline`: the farthest that any outline places p outside, in units of the frame.
float layer_hull(int layer, vec3 p, out float outline) {
    vec3 q = in_frame(layer, p);
    float first = float(3 * layer);
    vec4 xy = textureLod(relief, vec3(plane_uv(0, q), first), 0.0);
    vec4 zy = textureLod(relief, vec3(plane_uv(1, q), first + 1.0), 0.0);
    vec4 xz = textureLod(relief, vec3(plane_uv(2, q), first + 2.0), 0.0);
    outline = max(largest(vec3(xy.y, zy.y, xz.y)), largest(vec3(xy.w, zy.w, xz.w)));
    return bounded(layer, q, q.zxy - vec3(xy.x, zy.x, xz.x), vec3(xy.z, zy.z, xz.z) - q.zxy, outline);
}

float layer_hull(int layer, vec3 p) {
    float outline;
    return layer_hull(layer, p, outline);
}

// `room`: a step that does not pass through things as thin as glasses, whose reliefs say too much beside them.
float hull(vec3 p, out float room) {
    float outline, nearest = layer_hull(0, p);
    room = LARGEST_STEP;
    for (int layer = 1; layer < layers; layer++) {
        float h = layer_hull(layer, p, outline);
        nearest = min(nearest, h);
        if (frames[layer].w < 1.0) room = min(room, max(outline * frames[layer].w, largest(abs(in_frame(layer, p))) - 1.0));
    }
    return nearest - dilation;
}

float hull(vec3 p) {
    float room;
    return hull(p, room);
}

// The layer whose surface p is nearest to or deepest in.
int owner_of(vec3 p) {
    int owner = 0;
    float nearest = layers > 1 ? layer_hull(0, p) : 0.0;
    for (int layer = 1; layer < layers; layer++) {
        float h = layer_hull(layer, p);
        if (h < nearest) owner = layer;
        nearest = min(h, nearest);
    }
    return owner;
}

void set_hull(inout Reading reading) {
    int layer = reading.layer;
    float half_side = frames[layer].w, outline = -1e9;
    for (int v = 0; v < VIEWS; v++) outline = max(outline, reading.silhouette[v]);
    vec3 above = vec3(reading.dz[0], reading.dz[2], reading.dz[4]) / half_side;
    vec3 below = vec3(reading.dz[1], reading.dz[3], reading.dz[5]) / half_side;
    reading.hull = bounded(layer, reading.place, above, below, outline / half_side);
}

Reading read_reliefs(vec3 p) {
    Reading reading;
    reading.layer = owner_of(p);
    reading.place = in_frame(reading.layer, p);
    float half_side = frames[reading.layer].w;
    for (int plane = 0; plane < 3; plane++) {
        float depth = plane == 0 ? reading.place.z : (plane == 1 ? reading.place.x : reading.place.y);
        vec3 at = vec3(plane_uv(plane, reading.place), float(3 * reading.layer + plane));
        vec4 both = textureLod(relief, at, 0.0) * half_side;
        reading.dz[2 * plane] = depth * half_side - both.x;
        reading.dz[2 * plane + 1] = both.z - depth * half_side;
        reading.silhouette[2 * plane] = both.y;
        reading.silhouette[2 * plane + 1] = both.w;
    }
    set_hull(reading);
    if (sliced[reading.layer] != 0) {  // below its start the slice sees nothing: as beside an outline
        reading.silhouette[5] = max(reading.silhouette[5], min(SLICE_Y - reading.place.y, SILHOUETTE_LIMIT));
    }
    return reading;
}

// One step towards the surface from a point read beside it: moves p, and what was read with it.
void settle(inout vec3 p, vec3 direction, float slope, float most, inout Reading reading) {
    vec3 move = clamp((reading.hull - dilation) * slope, -most, most) * direction;
    p += move;
    reading.place += move / frames[reading.layer].w;
    reading.dz[0] += move.z;
    reading.dz[1] -= move.z;
    reading.dz[2] += move.x;
    reading.dz[3] -= move.x;
    reading.dz[4] += move.y;
    reading.dz[5] -= move.y;
}
