#version 330 core
// A mesh for the export preview, three vertices of its own for each triangle.
in vec3 position;
in vec3 normal;
in vec2 uv;

uniform mat4 view_projection;

out vec3 facing;
out vec2 at;
out vec3 corner;  // barycentric coordinates: one corner of the triangle each

void main() {
    gl_Position = view_projection * vec4(position, 1.0);
    facing = normal;
    at = uv;
    int n = gl_VertexID % 3;
    corner = vec3(n == 0, n == 1, n == 2);
}
