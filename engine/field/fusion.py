"""Constants of the hull and of the fusion of six views, shared by the torch and the GLSL renderer.

Lengths are in cube units. For a point p and a view v, with the relief read bilinearly at p:

    dz_v = sign_v (p[axis_v] - depth_v(p))                      positive in front of the surface
    H    = max over v of max(dz_v, silhouette_v(p))             the depth hull
    signed distance = H - HULL_OFFSET
    weight_v ~ exp(-|dz_v| / FUSION_DEPTH - OUTSIDE_PENALTY relu(silhouette_v)) (facing_v + FACING_FLOOR)^FACING_POWER

In the weights the silhouette of a slice is SLICE_Y - p.y below its start, where it sees nothing.
"""

from typing import Final

HULL_OFFSET: Final = 0.0024
"""The surface lies this far outside the hull: closes pinholes where views disagree by a hair."""
FUSION_DEPTH: Final = 0.008
OUTSIDE_PENALTY: Final = 200.0
FACING_FLOOR: Final = 0.05
FACING_POWER: Final = 2.0
NORMAL_DEPTH: Final = 0.024
NORMAL_POWER: Final = 4.0
"""Normals are fused with wider and squarer weights: a change of view must not show as an edge in the shading."""

DEPTH_NEAR: Final = 0.016
"""Scales of the decoder's inputs: tanh(dz / DEPTH_NEAR), tanh(dz / DEPTH_FAR), tanh(H / HULL_NEAR) ..."""
DEPTH_FAR: Final = 0.12
HULL_NEAR: Final = 0.01
HULL_FAR: Final = 0.06
LOGIT_SCALE: Final = 4.0
"""The decoder's view logits are multiplied by this before they join the weights above."""
COLOUR_RANGE: Final = 0.25
"""The decoder moves the fused colour by at most this."""
PART_FLOOR: Final = 0.02
"""Part probabilities start from log((share of the views + PART_FLOOR) times the part's gain)."""
EYES_GAIN: Final = 3.0
BEARD_GAIN: Final = 1.8
"""Eyes and brows are a few texels high and lose their rims to the skin around them when shares alone count."""

MAX_STEPS: Final = 160
"""Of the exact march. A step is the hull's distance times STEP_SHARE, kept between LEAST_ and LARGEST_STEP."""
STEP_SHARE: Final = 0.5
LEAST_STEP: Final = 0.003
LARGEST_STEP: Final = 0.03
BISECTIONS: Final = 8
EDGE_PIXELS: Final = 2.0
"""Rays that pass this close to the avatar may show some of it: the hull says up to EDGE_SLOPE times the distance."""
EDGE_SLOPE: Final = 4.0
LEAST_SKIP: Final = 0.02
"""Free distances below this are not worth a jump."""
