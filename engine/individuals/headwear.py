"""Hats and caps: the artists' and those built over the skull (see hats.py)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Headwear:
    """A hat or cap with its class of `headwear`.

    `asset` names the artist's mesh; without one it is built: `clearance` over the skull at the rim, `loft` more
    at the top, `cuff` a folded rim's thickness, `front` how upright the front panels stand, `brim` its length (front,
    side, back) and `drop` per decimetre. The rim runs from `rim[0]` at the forehead to `rim[1]` at the nape.
    """

    name: str
    kind: str
    weight: float = 1.0
    asset: str = ""
    pattern: str = "cloth"
    rim: tuple[float, float] = (7.98, 7.33)
    clearance: float = 0.11
    loft: float = 0.08
    cuff: float = 0.0
    front: float = 0.0
    brim: tuple[float, float, float] = (0.0, 0.0, 0.0)
    drop: float = 0.25
    sink: float = 0.0


HEADWEAR: Final = (
    Headwear("fedora", "hat", asset="fedora", sink=0.12),
    Headwear("fedora_cocked", "hat", asset="fedora_cocked", sink=0.14),
    Headwear("pith_helmet", "hat", 0.8, asset="pith_helmet"),
    Headwear("bucket_hat", "hat", loft=0.16, front=0.05, brim=(0.5, 0.5, 0.5), drop=0.75),
    Headwear("sun_hat", "hat", loft=0.2, pattern="straw", brim=(0.85, 0.85, 0.85), drop=0.22),
    Headwear("baseball_cap", "cap", 1.3, pattern="panels", front=0.16, brim=(0.78, 0.0, -1.0), drop=0.14),
    Headwear("trucker_cap", "cap", pattern="trucker", front=0.24, brim=(0.78, 0.0, -1.0), drop=0.14),
    Headwear("beanie", "cap", pattern="knit", rim=(7.95, 7.2), clearance=0.13, loft=0.1, cuff=0.05),
    Headwear("beanie_tall", "cap", 0.7, pattern="knit", rim=(7.98, 7.15), clearance=0.13, loft=0.45, cuff=0.06),
)


def headwear(name: str) -> Headwear:
    """The hat or cap `name`."""
    return next(entry for entry in HEADWEAR if entry.name == name)


def headwear_of(kind: str) -> dict[str, float]:
    """The hats or the caps and their weights."""
    return {entry.name: entry.weight for entry in HEADWEAR if entry.kind == kind}
