"""Pictures of the sample avatars with the shipped weights: `python -m studio.make_samples`, after every training.

`made.json` notes the weights' versions, so that a test can tell when the pictures have grown old.
"""

import io
import json
import sys

from PIL import Image

from engine.camera import Camera
from engine.document import Avatar
from engine.files import write_bytes
from engine.pipeline import Engine
from studio.models.samples import Sample, load_samples
from studio.resources import samples_dir

SIDE = 240
VIEW = Camera(azimuth=-20, elevation=4, distance=4.6)


def picture_of(engine: Engine, sample: Sample) -> tuple[Image.Image, Avatar]:
    """The sample as the gallery shows it, RGBA, and the avatar itself."""
    avatar = engine.make(sample.request).avatar
    return Image.fromarray(engine.render(avatar, VIEW, SIDE)), avatar


def main() -> int:
    """Make every picture and the note of versions."""
    engine = Engine()
    versions: dict[str, str] = {}
    for sample in load_samples():
        picture, avatar = picture_of(engine, sample)
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=86, method=6)
        write_bytes(sample.picture, stream.getvalue())
        versions = avatar.versions
    write_bytes(samples_dir() / "made.json", (json.dumps(versions, indent=1, sort_keys=True) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
