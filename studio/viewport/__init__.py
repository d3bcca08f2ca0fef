"""The viewport: an OpenGL widget that raymarches the avatar's relief triplane."""
