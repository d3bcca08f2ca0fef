"""Text-guided edits of z (RODIN, section 3.4): along the direction that a prompt names."""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Latent = NDArray[np.float32]

REACH: Final = 0.8
"""Length of the step that a strength of 1 takes, against unit latents.

Measured with the third z on 40 held-out portraits, in English: z is then read as what a phrase says in 99% and keeps
83% of its other readings (step 1: 100 and 78%, step .6: 95 and 91%); of edited avatars 100% show the change and keep
82% (step 1: 100 and 73%, step .6: 86 and 89%)."""
_NEUTRAL: Final = {"en": "a person", "zh": "一个人"}


class EncodesText(Protocol):
    """Anything that turns a sentence into a unit latent (256,)."""

    def encode(self, sentence: str) -> Latent: ...


def language_of(prompt: str) -> str:
    """`zh` when the prompt holds a Chinese character, else `en`."""
    return "zh" if any("\u3400" <= letter <= "\u9fff" for letter in prompt) else "en"


def edit_latent(z: Latent, prompt: str, strength: float, encoder: EncodesText) -> Latent:
    """z (256,) moved along the prompt's direction; strength 0 gives z back exactly.

    The direction is the prompt's latent minus that of "a person", so that what all sentences share,
    which is not what pictures share, cancels out.
    """
    if strength == 0:
        return z
    direction = encoder.encode(prompt) - encoder.encode(_NEUTRAL[language_of(prompt)])
    moved = z + strength * REACH * direction / max(float(np.linalg.norm(direction)), 1e-6)
    return (moved / np.linalg.norm(moved)).astype(np.float32)
