"""Pictures of the sample avatars with the shipped weights: `python -m studio.make_samples`, after every training.

Pictures that these very weights have drawn are kept, so that a run that was interrupted goes on. `made.json` notes the
versions and a fingerprint of the weights, and what each picture shows.
"""

import hashlib
import io
import json
import sys

from PIL import Image

from engine.camera import Camera
from engine.document import Avatar
from engine.files import write_bytes
from engine.paths import assets_dir
from engine.pipeline import Engine
from studio.models.samples import Sample, load_samples
from studio.resources import samples_dir

SIDE = 240
VIEW = Camera(azimuth=-20, elevation=4, distance=4.6)
NOTE = "made.json"


def picture_of(engine: Engine, sample: Sample) -> tuple[Image.Image, Avatar]:
    """The sample as the gallery shows it, RGBA, and the avatar itself."""
    avatar = engine.make(sample.request).avatar
    return Image.fromarray(engine.render(avatar, VIEW, SIDE)), avatar


def weights_fingerprint() -> str:
    """Changes when any of the shipped weights do."""
    digest = hashlib.sha256()
    for path in sorted((assets_dir() / "weights").glob("*.safetensors")):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def main() -> int:
    """Make every picture that is missing or old, and note it."""
    engine, weights = Engine(), weights_fingerprint()
    note = json.loads((samples_dir() / NOTE).read_text(encoding="utf-8"))
    made: dict[str, str] = note.get("made", {}) if note.get("weights") == weights else {}
    for sample in load_samples():
        shown = f"{sample.seed}: {sample.text}"
        if made.get(sample.name) == shown and sample.picture.is_file():
            continue
        picture, avatar = picture_of(engine, sample)
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=86, method=6)
        write_bytes(sample.picture, stream.getvalue())
        made[sample.name] = shown
        _write_note({"versions": avatar.versions, "weights": weights, "made": made})
        sys.stdout.write(f"{sample.picture.name}  {shown}\n")
        sys.stdout.flush()
    return 0


def _write_note(note: dict[str, object]) -> None:
    text = json.dumps(note, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_bytes(samples_dir() / NOTE, text.encode())


if __name__ == "__main__":
    sys.exit(main())
