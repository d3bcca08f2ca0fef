#version 330
// Depth alone, for ambient occlusion.
in vec3 v_position;
in vec2 v_uv;
in vec4 v_paint;
flat in int v_material;
uniform sampler2DArray u_textures;
uniform vec4 u_materials[112];  // seven rows per material: see RenderMesh.materials
uniform float u_cut;

void main() {
    vec4 kind = u_materials[7 * v_material + 1];
    if (v_position.y < u_cut || textureLod(u_textures, vec3(v_uv, kind.x), 1.0).a < kind.y) discard;
    if (u_materials[7 * v_material].a > 4.5 && v_paint.y < 0.0) discard;  // hair beyond its cut
}
