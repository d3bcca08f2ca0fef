#version 330 core
// One triangle that covers the screen; no vertex buffer needed.
out vec2 screen;

void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    screen = corner * 2.0 - 1.0;
    gl_Position = vec4(screen, 0.0, 1.0);
}
