"""The one place that knows how an avatar lies in space.

Right-handed, y up, the avatar looks along +z. The bust fills the cube [-1, 1]^3; the head is
0.84 units high, the chin a little below the centre, and the body is cut at the upper chest.
"""

from typing import Final

CUBE_HALF_SIDE: Final = 1.0
HEAD_HEIGHT: Final = 0.84
"""Crown to chin, in cube units."""
CHIN_Y: Final = -0.06
"""Height of the chin of an average individual, in cube units."""
HEAD_HEIGHT_METRES: Final = 0.23
METRES_PER_UNIT: Final = HEAD_HEIGHT_METRES / HEAD_HEIGHT

PLANE_SIZE: Final = 256
"""Texels per side of a full plane."""
BASE_SIZE: Final = 64
"""Texels per side of a plane in the base diffusion."""
