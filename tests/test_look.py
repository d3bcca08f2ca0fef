"""What an artist sets by hand is worn, stored, and refused when a file holds nonsense."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.attributes import Part
from engine.document import Avatar, load_avatar, save_avatar
from engine.edit.recolour import part_colour
from engine.edit.wear import wear
from engine.errors import DocumentError
from engine.look import Look, look_from_json
from tests.studio.fake_engine import bust


def test_a_look_colours_and_hides_without_touching_the_planes() -> None:
    planes = bust()
    look = Look().coloured(Part.GARMENT, (0.2, 0.4, 0.8)).toggled(Part.HAIR)
    worn = wear(planes, look)
    assert np.allclose(part_colour(worn, Part.GARMENT), (0.2, 0.4, 0.8), atol=0.03)
    assert not ((worn.part == Part.HAIR) & (worn.silhouette < 0)).any()
    assert wear(planes, look.coloured(Part.GARMENT, None).toggled(Part.HAIR)) is planes


def test_a_document_keeps_the_look(tmp_path: Path) -> None:
    look = Look({Part.HAIR: (0.1, 0.5, 0.9)}, frozenset({Part.GARMENT, Part.GLASSES}))
    avatar = Avatar(bust(), np.ones(8, np.float32), 1, 2.0, 12, "random", look=look)
    save_avatar(avatar, tmp_path / "a.maquette")
    assert load_avatar(tmp_path / "a.maquette").look == look
    save_avatar(replace(avatar, look=Look()), tmp_path / "b.maquette")
    assert load_avatar(tmp_path / "b.maquette").look == Look()


@pytest.mark.parametrize(
    "stored",
    [
        None, [], {}, {"colours": {}}, {"colours": {"hair": [0, 1]}, "hidden": []},
        {"colours": {"hair": [0, 1, 7]}, "hidden": []}, {"colours": {"tail": [0, 1, 1]}, "hidden": []},
        {"colours": {}, "hidden": ["background"]}, {"colours": {"hair": ["x", 0, 0]}, "hidden": []},
        {"colours": {"hair": [float("nan"), 0, 0]}, "hidden": []},
    ],
)  # fmt: skip
def test_nonsense_is_refused(stored: object) -> None:
    with pytest.raises(DocumentError):
        look_from_json(stored)
