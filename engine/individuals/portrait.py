"""Random cameras and light for portraits."""

import numpy as np

from engine.camera import Camera
from engine.individuals.library import Floats
from engine.offscreen.mesh_renderer import Lighting
from engine.space import CHIN_Y, HEAD_HEIGHT

Random = np.random.Generator


def portrait_camera(rng: Random) -> Camera:
    """Field of view 15 to 45 degrees, yaw mostly within 25, the head 30 to 60 percent of the picture's height."""
    fov = float(rng.uniform(15, 45))
    share = float(rng.uniform(0.3, 0.6))
    yaw = float(np.clip(rng.normal(0, 13), -35, 35))
    pitch = float(np.clip(rng.normal(0, 6), -15, 15))
    roll = float(np.clip(rng.normal(0, 3.5), -8, 8))
    half_picture = HEAD_HEIGHT / share / 2
    head_middle = CHIN_Y + HEAD_HEIGHT / 2
    drop = (0.5 - share * 0.5 - float(rng.uniform(0.04, 0.14))) * 2 * half_picture
    target = (float(rng.normal(0, 0.05)), head_middle - max(drop, -0.1), 0.0)
    distance = half_picture / float(np.tan(np.deg2rad(fov) / 2))
    return Camera(azimuth=yaw, elevation=pitch, roll=roll, distance=distance, target=target, fov=fov)


def portrait_lighting(rng: Random, skin: float = 0.5) -> Lighting:
    """A warm or cool key from above and one side, a weaker fill from the other, a sky; mean exposure about 1.2.

    Photographers expose for the face: `skin`, its sRGB brightness in [0, 1], moves the exposure part of the way.
    """
    side = 1.0 if rng.random() < 0.5 else -1.0
    key = _direction(side * rng.uniform(0, 70), rng.uniform(5, 60))
    fill = _direction(-side * rng.uniform(10, 90), rng.uniform(-20, 40))
    ambient = rng.uniform(0.35, 1.0)
    strength = rng.uniform(0.5, 1.5) * (1.3 - ambient)
    sky, ground = _tint(rng, 0.06) * ambient, _tint(rng, 0.08) * ambient * rng.uniform(0.4, 0.9)
    lights = (key, _tint(rng, 0.10) * strength * 1.5), (fill, _tint(rng, 0.10) * strength * rng.uniform(0.1, 0.6))
    exposure = 1.2 * np.exp(rng.normal(0.0, 0.2)) * (0.5 / max(skin, 0.1)) ** 0.3
    return Lighting(*lights, sky, ground, float(exposure))


def _direction(azimuth: float, elevation: float) -> Floats:
    a, e = np.deg2rad([azimuth, elevation])
    return np.array([np.sin(a) * np.cos(e), np.sin(e), np.cos(a) * np.cos(e)], np.float32)


def _tint(rng: Random, amount: float) -> Floats:
    # along the warm-cool axis, with a little green-magenta; cameras keep skin a little warm
    warm, green = rng.normal(0.05, amount), rng.normal(0, amount * 0.25)
    return np.exp(np.array([warm, green, -warm])).astype(np.float32)
