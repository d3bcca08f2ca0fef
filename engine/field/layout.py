"""Which channels make up the map that the diffusion sees, layer by layer. numpy only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.attributes import Part
from engine.errors import DataError

FIXED: Final = 5
"""Every block begins with rgb, depth and silhouette."""


@dataclass(frozen=True)
class Block:
    """The channels of one layer on one side of a plane: rgb, depth, silhouette, then cover if it has one, then one
    channel for each of `parts` that is told apart. Elsewhere the layer shows `otherwise`."""

    layer: str
    parts: tuple[Part, ...]
    otherwise: Part
    cover: bool = False

    @property
    def first_part(self) -> int:
        """The part channels' place in the block."""
        return FIXED + self.cover

    @property
    def size(self) -> int:
        return self.first_part + len(self.parts)


@dataclass(frozen=True)
class MapLayout:
    """The blocks of one side of a plane; a map's channels are side 0's blocks, then side 1's."""

    blocks: tuple[Block, ...]

    @property
    def per_side(self) -> int:
        return sum(block.size for block in self.blocks)

    @property
    def channels(self) -> int:
        return 2 * self.per_side

    def side(self) -> Iterator[tuple[Block, int]]:
        """Every block of one side and its first channel there."""
        start = 0
        for block in self.blocks:
            yield block, start
            start += block.size

    def places(self) -> Iterator[tuple[Block, int]]:
        """Every block of both sides and its first channel."""
        for side in (0, 1):
            for block, start in self.side():
                yield block, side * self.per_side + start

    def depths(self) -> list[int]:
        """The depth channels."""
        return [start + 3 for _, start in self.places()]


WHOLE: Final = MapLayout((Block("body", tuple(Part)[1:], Part.SKIN),))
"""The avatar as one layer."""
LAYERED: Final = MapLayout(
    (
        Block("body", (Part.SKIN, Part.FACIAL_HAIR, Part.EYES, Part.GARMENT), Part.SKIN),
        Block("hair", (Part.HAT,), Part.HAIR, cover=True),
        Block("glasses", (), Part.GLASSES),
    )
)


def layout_of(channels: int) -> MapLayout:
    """The layout with so many channels. Raises DataError when there is none."""
    for layout in (WHOLE, LAYERED):
        if layout.channels == channels:
            return layout
    raise DataError(f"No map has {channels} channels.", f"Known are {WHOLE.channels} and {LAYERED.channels}.")
