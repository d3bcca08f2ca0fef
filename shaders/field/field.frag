#version 330 core
// Draws a relief triplane: march to the depth hull, fuse the six views there, shade.
in vec2 screen;
layout(location = 0) out vec4 picture;
layout(location = 1) out vec4 facts;  // depth along the view axis (0: nothing), likeliest part / 255 (exact mode), unused, coverage

#include "reliefs.glsl"
#ifdef EXACT
void softmax_views(inout float logits[VIEWS]);
#include "decoder.glsl"
#endif
#include "fusion.glsl"
#include "march.glsl"
#include "shading.glsl"

uniform vec3 eye;
uniform vec2 reach;        // half width and half height of the picture at distance 1, or of an orthographic one
uniform bool perspective;
uniform float picture_height;
uniform vec4 background;   // alpha 0: leave the picture transparent

void main() {
    vec2 offset = screen * reach;
    vec3 sideways = camera_axes[0] * offset.x + camera_axes[1] * offset.y;
    vec3 origin = perspective ? eye : eye + sideways;
    vec3 direction = perspective ? normalize(sideways - camera_axes[2]) : -camera_axes[2];
    float width = 2.0 * reach.y / picture_height;
    Hit hit = march(origin, direction, perspective ? vec2(width, 0.0) : vec2(0.0, width));
    if (hit.coverage <= 0.0) {
        picture = background;
        facts = vec4(0.0);
        return;
    }
    vec3 p = origin + hit.t * direction;
    Reading reading = read_reliefs(p);
#ifndef EXACT
    settle(p, direction, hit.slope, BAKED_MARGIN, reading);
#endif
    Surface surface;
    if (on_bottom(p, reading)) surface = bottom_of(reading);
    else surface = fuse(p, reading, shading == LIT || shading == NORMALS);
    vec3 colour = shade(surface);
    picture = background.a > 0.0 ? vec4(mix(background.rgb, colour, hit.coverage), 1.0) : vec4(colour, hit.coverage);
    facts = vec4(dot(eye - p, camera_axes[2]), float(likeliest(surface.parts)) / 255.0, 0.0, hit.coverage);
}
