#version 330 core
// Lays the picture (straight alpha) over the viewport's backdrop: a calm pool of light behind the avatar.
in vec2 screen;
out vec4 pixel;

uniform sampler2D picture;
uniform vec2 share;        // how much of the texture the picture fills
uniform bool copying;      // hand the picture on as it is
uniform float aspect;      // width / height
uniform vec3 middle;       // backdrop colours, sRGB
uniform vec3 edge;
uniform float line;        // pixels from the left to where before ends and after begins, negative without

float noise(vec2 p) { return fract(sin(dot(p, vec2(12.9898, 78.233))) * 43758.5453); }

void main() {
    vec2 limit = share - 0.5 / vec2(textureSize(picture, 0));
    vec4 drawn = texture(picture, min((screen * 0.5 + 0.5) * share, limit));
    if (copying) {
        pixel = drawn;
        return;
    }
    float far = length((screen - vec2(0.0, 0.1)) * vec2(min(aspect, 1.4), 1.0)) / 1.5;
    // a grain of noise keeps the gradient free of bands
    vec3 backdrop = mix(middle, edge, smoothstep(0.0, 1.0, far)) + (noise(gl_FragCoord.xy) - 0.5) / 255.0;
    vec3 shown = mix(backdrop, drawn.rgb, drawn.a);
    float beside = abs(gl_FragCoord.x - line);
    if (line >= 0.0 && beside < 2.5) shown = mix(shown, beside < 1.0 ? vec3(0.93) : vec3(0.0), beside < 1.0 ? 1.0 : 0.35);
    pixel = vec4(shown, 1.0);
}
