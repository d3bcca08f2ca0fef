#version 330
// Colours, normals and parts of an individual; u_lit adds light for portraits.
const int PLAIN = 0, TINTED = 1, SKIN = 2, FLAT = 3;

in vec3 v_position;
in vec3 v_normal;
in vec2 v_uv;
in float v_occlusion;
in vec2 v_follicle;
flat in int v_material;

uniform sampler2DArray u_textures;
uniform vec4 u_materials[64];  // four per material: see RenderMesh.materials
uniform float u_cut;
uniform vec3 u_eye;
uniform float u_orthographic;
uniform vec3 u_view;
uniform int u_lit;
uniform vec3 u_light[6];       // key direction, key colour, fill direction, fill colour, sky, ground (linear)
uniform float u_exposure;

layout(location = 0) out vec4 o_colour;
layout(location = 1) out vec4 o_normal_part;

float hash(vec3 p) {
    p = fract(p * vec3(443.897, 441.423, 437.195));
    p += dot(p, p.yzx + 19.19);
    return fract((p.x + p.y) * p.z);
}

vec3 tinted(vec3 tint, vec4 texel) {
    // red holds luminance over its median, halved; green how much of the texel keeps its own grey (blue)
    float ratio = 2.0 * texel.r;
    vec3 colour = tint * min(ratio, 1.0) + (ratio > 1.0 ? (ratio - 1.0) * (0.35 * tint + 0.05) : vec3(0.0));
    return mix(colour, vec3(texel.b), texel.g);
}

vec3 skin(vec4 tone, vec4 mean, vec4 hair, vec3 texel) {
    vec3 colour = tone.rgb * pow(max(texel, 0.02) / mean.rgb, vec3(mean.a));
    float grain = 0.55 + 0.45 * hash(floor(v_position * 260.0));
    colour = mix(colour, hair.rgb * 0.8 + colour * 0.2, hair.a * v_follicle.x * grain);
    return mix(colour, hair.rgb * 0.8 + colour * 0.15, v_follicle.y * (0.8 + 0.2 * grain));
}

vec3 light(vec3 albedo, vec3 normal, float gloss, bool hair) {
    vec3 view = u_orthographic > 0.5 ? u_view : normalize(u_eye - v_position);
    vec3 result = albedo * mix(u_light[5], u_light[4], 0.5 + 0.5 * normal.y);
    // strands run downwards along the surface, closely enough for a highlight
    vec3 along = normalize(vec3(0.0, -1.0, 0.0) + normal * normal.y + 1e-4);
    for (int i = 0; i < 2; ++i) {
        vec3 to_light = u_light[2 * i], colour = u_light[2 * i + 1];
        float wrapped = max(0.0, (dot(normal, to_light) + 0.25) / 1.25);
        vec3 half_way = normalize(to_light + view);
        float tangent = dot(along, half_way);
        float shine = hair ? pow(max(0.0, 1.0 - tangent * tangent), 30.0) * max(0.0, dot(normal, half_way))
                           : pow(max(0.0, dot(normal, half_way)), 28.0);
        result += colour * (albedo * wrapped + gloss * shine * wrapped);
    }
    return result;
}

void main() {
    if (v_position.y < u_cut) discard;
    vec4 tint = u_materials[4 * v_material], kind = u_materials[4 * v_material + 1];
    vec4 mean = u_materials[4 * v_material + 2], hair = u_materials[4 * v_material + 3];
    int mode = int(tint.a + 0.5);
    vec4 texel = texture(u_textures, vec3(v_uv, kind.x), -1.0);  // sharper: thin brows keep their alpha
    if (texel.a < kind.y) discard;
    vec3 colour = tint.rgb;
    if (mode == PLAIN) colour = texel.rgb * tint.rgb;
    else if (mode == TINTED) colour = tinted(tint.rgb, texel);
    else if (mode == SKIN) colour = skin(tint, mean, hair, texel.rgb);
    vec3 normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    vec3 shaded = pow(clamp(colour, 0.0, 1.0), vec3(2.2)) * v_occlusion;
    if (u_lit == 1) shaded = 1.0 - exp(-u_exposure * light(shaded, normal, kind.w * v_occlusion, kind.z > 1.5 && kind.z < 3.5));
    o_colour = vec4(pow(shaded, vec3(1.0 / 2.2)), 1.0);
    o_normal_part = vec4(0.5 + 0.5 * normal, kind.z / 255.0);
}
