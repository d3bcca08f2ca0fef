#version 330
// Colours, normals and parts of one material of an individual. The renderer defines what the material is, so that no
// fragment pays for another (software OpenGL walks through both sides of every if):
//   MODE 0 plain, 1 tinted, 2 skin, 3 flat, 4 cloth, 5 hair; WEAVE and PATTERN of cloth; FRECKLED and SPOTTED skin;
//   STRANDS highlights along strands; TESTED fragments below the alpha threshold are discarded; LIT light for portraits.

in vec3 v_position;
in vec3 v_normal;
in vec2 v_uv;
in float v_occlusion;
in vec4 v_paint;

uniform sampler2DArray u_textures;
uniform vec4 u_material[7];    // see RenderMesh.materials
uniform vec3 u_eye;
uniform float u_orthographic;
uniform vec3 u_view;
uniform vec3 u_light[6];       // key direction, key colour, fill direction, fill colour, sky, ground (linear)
uniform float u_exposure;

layout(location = 0) out vec4 o_colour;
layout(location = 1) out vec4 o_normal_part;

float hash(vec3 p) {
    p = fract(p * vec3(443.897, 441.423, 437.195));
    p += dot(p, p.yzx + 19.19);
    return fract((p.x + p.y) * p.z);
}

float noise(vec2 p) {
    vec2 i = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    vec4 h = vec4(hash(vec3(i, 1.7)), hash(vec3(i + vec2(1, 0), 1.7)), hash(vec3(i + vec2(0, 1), 1.7)), hash(vec3(i + 1.0, 1.7)));
    return mix(mix(h.x, h.y, f.x), mix(h.z, h.w, f.x), f.y);
}

vec3 shaded_tint(vec3 tint, float ratio) {
    return tint * min(ratio, 1.0) + (ratio > 1.0 ? (ratio - 1.0) * (0.35 * tint + 0.05) : vec3(0.0));
}

vec3 tinted(vec3 tint, vec4 texel) {
    // red holds luminance over its median, halved; green how much of the texel keeps its own grey (blue)
    return mix(shaded_tint(tint, 2.0 * texel.r), vec3(texel.b), texel.g);
}

// Spots on a jittered grid over the skin: 1 in their middles; `share` of the cells have one.
float spots(vec3 p, float share, float radius) {
    vec3 cell = floor(p);
    float draw = hash(cell + 0.31);
    vec3 middle = 0.3 + 0.4 * vec3(hash(cell + 3.1), hash(cell + 7.7), hash(cell + 11.3));
    return step(1.0 - share, draw) * (1.0 - smoothstep(0.5 * radius, radius, length(p - cell - middle)));
}

vec3 strand(vec3 middle, vec4 texel) {
    vec4 root = u_material[2], tip = u_material[3];
    float way = v_paint.x;
    vec3 along = way < 0.2 ? mix(root.rgb, middle, smoothstep(0.0, 0.2, way)) : mix(middle, tip.rgb, smoothstep(0.2, 1.0, way));
    return shaded_tint(along, pow(2.0 * texel.r, root.a));
}

vec3 skin(vec3 tone, vec4 texel) {
    vec4 contrast = u_material[2], beard = u_material[3], lip = u_material[4], paint = u_material[5], scalp = u_material[6];
    texel.a *= 1.0 - v_paint.y;  // lips only where no hair grows
    // the texture holds 0.5 + 0.4 log(detail over the face's median), its alpha the lips
    vec3 detail = (texel.rgb - 0.5) / 0.4;
    detail *= 1.0 - 0.85 * v_paint.y * (1.0 - scalp.a);  // a bald head is bald, whatever was painted
    float light = dot(detail, vec3(1.0 / 3.0));
    detail += light * ((light > 0.0 ? contrast.x : contrast.y) - 1.0);
    detail += paint.x * v_paint.z * vec3(0.05, -0.09, -0.07) + contrast.w * texel.a * vec3(-0.02, -0.33, -0.22);
    vec3 colour = tone * exp(detail);
    vec3 place = v_position + contrast.z;
    float freckled = paint.z * (0.25 + 0.75 * v_paint.z) * (1.0 - texel.a);
#ifdef FRECKLED
    colour *= mix(vec3(1.0), vec3(0.85, 0.74, 0.66), freckled * spots(place * 50.0, 0.55, 0.34));
#endif
    colour *= mix(vec3(1.0), vec3(0.5, 0.4, 0.36), spots(place * 7.0, 0.02, 0.045));  // a mole or two
#ifdef SPOTTED
    colour *= mix(vec3(1.0), vec3(0.965, 0.94, 0.91), paint.w * spots(place * 24.0, 0.14, 0.4));
#endif
    colour = mix(colour, lip.rgb * exp(0.7 * light), texel.a * lip.a);
    colour = mix(colour, vec3(0.07, 0.055, 0.05), v_paint.w * paint.y * 0.5);
    float grain = 0.55 + 0.45 * hash(floor(v_position * 260.0));
    vec3 shadow = min(beard.rgb * 0.6 + colour * 0.4, colour * 0.8);
    colour = mix(colour, shadow, beard.a * v_paint.x * v_paint.x * grain * (1.0 - texel.a));
    return mix(colour, scalp.rgb * 0.8 + colour * 0.15, scalp.a * v_paint.y * mix(grain, 1.0, scalp.a * scalp.a));
}

#if MODE == 4
// How strongly a pattern of this period may show before it would alias.
float visible(vec2 p, float period) {
    return 1.0 - smoothstep(0.3, 0.6, max(fwidth(p.x), fwidth(p.y)) / period);
}

vec3 patterned(vec3 tint, vec3 second, vec2 p, float seed) {
    float width = 0.18 + 0.2 * fract(seed * 0.618), edge = 0.02 + fwidth(p.y) / width;
    if (PATTERN == 2) {
        float across = abs(fract(p.y / width) - 0.5);
        return mix(tint, second, 1.0 - smoothstep(0.19 - 0.5 * edge, 0.19 + 0.5 * edge, across));
    }
    if (PATTERN == 3) {
        vec2 across = abs(fract(p / (1.6 * width)) - 0.5), lines = 1.0 - smoothstep(0.12, 0.14, across);
        lines += 0.5 * (1.0 - smoothstep(0.02, 0.03, abs(across - 0.36)));
        return mix(tint, second, 0.42 * (lines.x + lines.y));
    }
    return tint;
}

// Brightness of a material about 1, and in y how much lies on top as sheen.
vec2 weave(vec2 p, float seam, float seed, float brightness) {
    vec2 q = p + seed * 3.7;
    float soft = noise(q * vec2(0.9, 0.55)) + 0.5 * noise(q * vec2(2.3, 1.1));  // 0 to 1.5
    float fold = soft / 0.75 - 1.0;
    float stitch = 1.0 - smoothstep(0.02, 0.05, abs(seam - 0.14));
    float edge = 1.0 - smoothstep(0.0, 0.06, seam);
    if (WEAVE == 1) {  // knit: ribs of V stitches
        float x = q.x / 0.13, across = abs(fract(x) - 0.5), y = q.y / 0.10 - 1.1 * across;
        float rib = 1.0 - smoothstep(0.28, 0.5, across), v = 0.5 + 0.5 * cos(6.2832 * y);
        float shown = visible(q, 0.13);
        return vec2(1.0 + 0.05 * fold + shown * (0.30 * (rib - 0.62) + 0.11 * rib * (v - 0.5)) - 0.12 * edge, 0.0);
    }
    if (WEAVE == 2) {  // leather: grain, creases, broad sheen
        float grain = noise(q * 26.0) + 0.6 * noise(q * 47.0) - 0.8;
        vec3 normal = normalize(v_normal);
        float sheen = pow(max(0.0, dot(normal, normalize(vec3(0.25, 0.6, 0.7)))), 3.5);
        float wrinkle = noise(q * vec2(1.3, 3.6) + 1.5 * soft);
        sheen *= 0.35 + 1.5 * wrinkle * wrinkle;
        float change = 0.24 * visible(q, 0.04) * grain + 0.10 * fold + 0.24 * (wrinkle - 0.5);
        float base = 0.87 + mix(1.0, 0.25, brightness) * change - 0.20 * edge;
        return vec2(base - 0.20 * stitch, max(sheen, 0.0) * 0.34 + 0.04 * stitch);
    }
    if (WEAVE == 3) {  // denim: twill, washed patches, light double seams
        float twill = 0.5 + 0.5 * sin(6.2832 * (q.x + q.y) / 0.055);
        float slub = noise(q * vec2(30.0, 9.0)) - 0.5;
        float washed = 0.10 * fold + 0.10 * smoothstep(0.3, 0.0, seam) + 0.13 * slub;
        float seams = 2.0 - smoothstep(0.01, 0.03, abs(seam - 0.09)) - smoothstep(0.01, 0.03, abs(seam - 0.17));
        float shown = visible(q, 0.055);
        return vec2(0.96 + washed + 0.20 * shown * (twill - 0.5) - 0.30 * edge, 0.10 * seams + 0.05 * max(washed, 0.0));
    }
    if (WEAVE == 4) {  // satin: smooth bands of light along the folds
        float wave = noise(q * vec2(1.5, 0.5) + 0.6 * soft);
        float band = pow(0.5 + 0.5 * sin(6.2832 * (1.3 * wave + 0.3 * q.x)), 3.0);
        return vec2(0.84 + 0.30 * band + 0.06 * fold - 0.1 * edge, 0.10 * band);
    }
    float thread = noise(q * vec2(38.0, 14.0)) - 0.5;
    float crumple = noise(q * vec2(3.1, 1.5)) - 0.5;
    if (WEAVE < 0) return vec2(1.0 + 0.06 * fold, 0.0);
    return vec2(1.0 + 0.06 * fold + 0.06 * crumple + 0.05 * thread - 0.10 * edge - 0.07 * stitch, 0.0);
}

vec3 cloth(vec3 tint, vec4 texel) {
    vec4 kind = u_material[2], second = u_material[3];
    vec2 p = v_uv * kind.x;
    float seam = texel.a * (32.0 / 512.0) * kind.x;  // decimetres
    vec3 colour = patterned(tint, second.rgb, p, kind.w);
    if (WEAVE == 3) colour = mix(colour, vec3(dot(colour, vec3(0.3, 0.55, 0.15))) * vec3(0.95, 1.0, 1.08), 0.2);
    float print = texel.g * second.a;
    // what is printed takes the second colour; brighter than that it is white of its own
    vec3 own = mix(second.rgb * min(texel.b / 0.3, 1.35), vec3(texel.b), smoothstep(0.55, 0.65, texel.b));
    vec2 woven = weave(p, seam, kind.w, dot(tint, vec3(0.3, 0.55, 0.15)));
    colour = mix(colour * woven.x + woven.y * (0.4 * colour + 0.6), own, print);
    return shaded_tint(colour, 2.0 * mix(texel.r, 0.5, print));
}
#endif

#ifdef LIT
float shine(float x) {  // x to the power of 28, without the cost of pow
    float x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
    return x8 * x8 * x8 * x4;
}

vec3 light(vec3 albedo, vec3 normal, float gloss) {
    vec3 view = u_orthographic > 0.5 ? u_view : normalize(u_eye - v_position);
    vec3 result = albedo * mix(u_light[5], u_light[4], 0.5 + 0.5 * normal.y);
    // strands run downwards along the surface, closely enough for a highlight
    vec3 along = normalize(vec3(0.0, -1.0, 0.0) + normal * normal.y + 1e-4);
    for (int i = 0; i < 2; ++i) {
        vec3 to_light = u_light[2 * i], colour = u_light[2 * i + 1];
        float wrapped = max(0.0, (dot(normal, to_light) + 0.25) / 1.25);
        vec3 half_way = normalize(to_light + view);
        float facing = max(0.0, dot(normal, half_way));
#ifdef STRANDS
        float tangent = dot(along, half_way), across = max(0.0, 1.0 - tangent * tangent);
        float glint = shine(across) * across * across * facing;
#else
        float glint = shine(facing);
#endif
        result += colour * (albedo * wrapped + gloss * glint * wrapped);
    }
    return result;
}
#endif

void main() {
    vec4 tint = u_material[0], kind = u_material[1];
    vec3 colour = tint.rgb;
#if MODE != 3
    vec4 texel = texture(u_textures, vec3(v_uv, kind.x), -1.0);  // sharper: thin brows keep their alpha
#endif
#ifdef TESTED
    if (texel.a < kind.y) discard;
#endif
#if MODE == 5
    // darker strands end earlier, so that a cut has no edge of a knife
    if (v_paint.y < 0.25 * (0.5 - texel.r)) discard;
#endif
#if MODE == 0
    colour *= texel.rgb * (1.0 - v_paint.x);
#elif MODE == 1
    colour = tinted(colour, texel);
#elif MODE == 2
    colour = skin(colour, texel);
#elif MODE == 4
    colour = cloth(colour, texel);
#elif MODE == 5
    colour = strand(colour, texel);
#endif
    vec3 normal = normalize(gl_FrontFacing ? v_normal : -v_normal);
    colour = clamp(colour, 0.0, 1.0);
#ifdef LIT
    vec3 linear = pow(colour, vec3(2.2)) * v_occlusion;
    vec3 bright = u_exposure * light(linear, normal, kind.w * v_occlusion);
    // a shoulder for each channel alone bleaches light skin to grey; one for all keeps its hue
    float peak = max(bright.r, max(bright.g, bright.b)) + 1e-4;
    vec3 shaded = mix(1.0 - exp(-bright), bright * ((1.0 - exp(-peak)) / peak), 0.65);
    o_colour = vec4(pow(shaded, vec3(1.0 / 2.2)), 1.0);
#else
    o_colour = vec4(colour * pow(v_occlusion, 1.0 / 2.2), 1.0);
#endif
    o_normal_part = vec4(0.5 + 0.5 * normal, kind.z / 255.0);
}
