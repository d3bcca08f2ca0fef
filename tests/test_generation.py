"""What the pipeline tells while it works, varies and stops, with the shipped models."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from engine.attributes import ATTRIBUTES, GARMENT_COLOURS, HAIR_COLOURS, Part
from engine.camera import Camera
from engine.edit.colours import delta_e, nearest_name
from engine.edit.facial_hair import paint_facial_hair, wears_beard
from engine.edit.recolour import part_colour
from engine.errors import Cancelled, InputError
from engine.field.triplane import GLASSES_FRAME
from engine.look import Look
from engine.offscreen.raymarcher import Raymarcher
from engine.pipeline import EditRequest, Engine, MakeRequest, VaryRequest
from engine.progress import CancelToken
from engine.reports import StepEstimate

STEPS = 4
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def engine() -> Engine:
    made = Engine()
    made.warm_up()
    return made


@pytest.fixture(scope="module")
def avatar(engine: Engine):
    return engine.make(MakeRequest(text="a man in a red sweater", seed=3, steps=STEPS)).avatar


def test_every_step_tells_estimate_residual_and_reading(engine: Engine) -> None:
    told: list[StepEstimate] = []
    result = engine.make(MakeRequest(text="an old man", seed=1, steps=STEPS), on_preview=told.append)
    assert [one.step for one in told] == [1, 2, 3, 4]
    sigmas, residuals = [one.sigma for one in told], [one.residual for one in told]
    assert sigmas == sorted(sigmas, reverse=True)
    # the noise that is taken away is about the noise that is there
    assert residuals[0] == pytest.approx(sigmas[0], rel=0.3) and residuals == sorted(residuals, reverse=True)
    assert told[0].change is None and all(one.change > 0 for one in told[1:])
    assert result.reading.before is None and set(result.reading.after) == set(ATTRIBUTES)
    assert all(sum(p) == pytest.approx(1, abs=1e-4) for p in result.reading.after.values())
    assert told[-1].reading == result.reading


def test_an_edit_reads_before_and_after_and_takes_its_own_steps(engine: Engine, avatar) -> None:
    request = EditRequest(avatar, "glasses", strength=1.5, steps=STEPS + 1)
    stages: set[str] = set()
    result = engine.edit(request, on_progress=lambda progress: stages.add(progress.stage))
    assert stages == {"sculpting"}, "nothing has to be recalled of somebody without a beard"
    assert result.avatar.steps == STEPS + 1
    assert result.reading.before["glasses"] != result.reading.after["glasses"]


def test_a_painted_beard_is_told_from_a_sampled_one_and_outlives_an_edit(engine: Engine, avatar) -> None:
    chin = np.zeros((avatar.planes.size, avatar.planes.size), bool)
    chin[116:134, 112:144] = True
    bearded = replace(avatar, planes=paint_facial_hair(avatar.planes, chin, (0.1, 0.05, 0.05)))
    stages: set[str] = set()
    after = engine.edit(EditRequest(bearded, "blue sweater"), on_progress=lambda progress: stages.add(progress.stage))
    assert stages == {"recalling", "sculpting"}
    assert wears_beard(bearded.planes) and wears_beard(after.avatar.planes)


def test_a_colour_set_by_hand_outlives_edits_of_other_parts(engine: Engine, avatar) -> None:
    blue = replace(avatar, look=Look({Part.SKIN: (0.4, 0.5, 0.9)}, frozenset({Part.HAT})))
    after = engine.edit(EditRequest(blue, "a smile", strength=0.0)).avatar
    assert after.look == blue.look


@pytest.mark.parametrize(
    ("text", "named"), [("pink hair, black jacket", ("pink", "black")), ("穿红毛衣的金发女人", ("blond", "red"))]
)
def test_each_part_gets_the_colour_that_words_give_it(engine: Engine, text: str, named: tuple[str, str]) -> None:
    planes = engine.make(MakeRequest(text=text, seed=2, steps=STEPS)).avatar.planes
    assert (_name(planes, Part.HAIR, HAIR_COLOURS), _name(planes, Part.GARMENT, GARMENT_COLOURS)) == named


@pytest.mark.parametrize("prompt", ["green sweater", "绿毛衣"])
def test_an_edit_shows_its_colour_and_keeps_the_others(engine: Engine, avatar, prompt: str) -> None:
    planes = engine.edit(EditRequest(avatar, prompt)).avatar.planes
    assert _name(planes, Part.GARMENT, GARMENT_COLOURS) == "green"
    for part in (Part.SKIN, Part.HAIR):
        assert delta_e(part_colour(avatar.planes, part), part_colour(planes, part)) < 3


def test_glasses_are_worn_when_asked_for_and_whole(engine: Engine, avatar) -> None:
    assert avatar.planes.glasses is None
    worn = engine.edit(EditRequest(avatar, "sunglasses")).avatar
    assert worn.planes.glasses is not None
    outline = (worn.planes.glasses.silhouette[0] < 0).mean() * GLASSES_FRAME.half**2
    with Raymarcher() as raymarcher:
        raymarcher.upload(replace(worn.planes, hair=None), engine.decoder_weights)
        drawn = raymarcher.draw(Camera(projection_kind="orthographic"), 256, 256)
    assert (drawn.part == Part.GLASSES).mean() > 0.8 * outline


def _name(planes, part: Part, palette: dict[str, tuple[float, float, float]]) -> str:
    return nearest_name(part_colour(planes, part), palette)


def test_variations_keep_the_latent_and_change_the_rest(engine: Engine, avatar) -> None:
    varied = engine.vary(VaryRequest(avatar, seed=77)).avatar
    assert varied.seed == 77 and np.array_equal(varied.latent, avatar.latent)
    assert not np.array_equal(varied.planes.depth, avatar.planes.depth)
    again = engine.vary(VaryRequest(avatar, seed=avatar.seed)).avatar
    assert np.array_equal(again.planes.depth, avatar.planes.depth)
    with pytest.raises(InputError):
        engine.vary(VaryRequest(avatar, seed=-1))


def test_cancelling_stops_within_a_step(engine: Engine) -> None:
    token, steps = CancelToken(), []

    def told(estimate: StepEstimate) -> None:
        steps.append(estimate.step)
        if estimate.step == 2:
            threading.Timer(0.02, token.cancel).start()

    start = time.monotonic()
    with pytest.raises(Cancelled):
        engine.make(MakeRequest(seed=1, steps=200), on_preview=told, cancel=token)
    assert time.monotonic() - start < 60 and steps[-1] <= 3
    assert not any(block._forward_pre_hooks for block in engine._sculptor.denoiser.modules())
