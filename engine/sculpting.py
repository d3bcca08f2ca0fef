"""From a latent and a seed to the planes of an avatar: base diffusion, upsampler, face. Models load at first use."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.field.triplane import ReliefTriplane
from engine.reports import Watch
from engine.space import PLANE_SIZE
from engine.stopwatch import Stopwatch

if TYPE_CHECKING:
    from engine.diffusion.base import Step
    from engine.diffusion.denoiser import Denoiser
    from engine.diffusion.upsampler import Upsampler
    from engine.morphable.model import MorphableFace


class Sculptor:
    """The generative models and the way through them."""

    def sculpt(
        self, z: NDArray[np.float32] | None, seed: int, guidance: float, steps: int, clock: Stopwatch, watch: Watch
    ) -> ReliefTriplane:
        """Planes (256) of a unit latent (256,), or of nobody in particular. Raises WeightsError, Cancelled."""
        import torch

        from engine.diffusion.base import noise_of, sample_base
        from engine.diffusion.upsampler import with_detail
        from engine.edit.face import with_drawn_face
        from engine.edit.skin import even_skin
        from engine.field.bare import clothed
        from engine.field.cloth import even_cloth, parted_cloths
        from engine.field.resample import upsample
        from engine.field.smooth import smoothed

        def on_step(step: "Step") -> None:
            watch.tell(step, steps, guidance)

        with clock.stage("load"):
            denoiser, upsampler, face_model = self.denoiser, self.upsampler, self.face_model
        with clock.stage("base"):
            latent = None if z is None else torch.from_numpy(z)[None]
            coarse = sample_base(denoiser, latent, noise_of(seed), guidance, steps, on_step, watch.cancel)
        with clock.stage("upsample"):
            coarse = coarse.each(clothed).each(even_cloth)
            planes = even_skin(smoothed(upsample(coarse, PLANE_SIZE)).each(parted_cloths))
            planes = with_detail(upsampler, planes, latent, seed, watch.cancel)
        with clock.stage("face"):
            return with_drawn_face(planes, face_model.face(face_model.coefficients(z, seed)))

    @cached_property
    def denoiser(self) -> "Denoiser":
        from engine.diffusion.base import load_denoiser

        return load_denoiser()

    @cached_property
    def upsampler(self) -> "Upsampler":
        from engine.diffusion.upsampler import load_upsampler

        return load_upsampler()

    @cached_property
    def face_model(self) -> "MorphableFace":
        from engine.morphable.model import load_face_model

        return load_face_model()
