#version 330
// One vertex stream for all parts of an individual; they are drawn one by one, each with its material.
in vec3 in_position;
in vec3 in_normal;
in vec2 in_uv;
in float in_occlusion;
in vec4 in_paint;      // of skin, hair and eyes: see RenderMesh

uniform mat4 u_view_projection;
uniform float u_cut;   // nothing below this height is drawn

#ifdef BAKED
in vec2 in_place;      // of a corner in the picture that is painted, [0, 1] from the lower left
#endif

out vec3 v_position;
out vec3 v_normal;
out vec2 v_uv;
out float v_occlusion;
out vec4 v_paint;
out float gl_ClipDistance[1];

void main() {
    v_position = in_position;
    v_normal = in_normal;
    v_uv = in_uv;
    v_occlusion = in_occlusion;
    v_paint = in_paint;
#ifdef BAKED
    gl_ClipDistance[0] = 1.0;
    gl_Position = vec4(2.0 * in_place - 1.0, 0.0, 1.0);
#else
    gl_ClipDistance[0] = in_position.y - u_cut;
    gl_Position = u_view_projection * vec4(in_position, 1.0);
#endif
}
