#version 330
// Depth alone, for ambient occlusion.
in vec2 v_uv;
in vec4 v_paint;
uniform sampler2DArray u_textures;
uniform vec4 u_material[7];  // see RenderMesh.materials

void main() {
#ifdef TESTED
    if (textureLod(u_textures, vec3(v_uv, u_material[1].x), 1.0).a < u_material[1].y) discard;
#endif
#if MODE == 5
    if (v_paint.y < 0.0) discard;  // hair beyond its cut
#endif
}
