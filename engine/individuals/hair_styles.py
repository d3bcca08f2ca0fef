"""Hair styles and beards: an artist's asset each, mirrored, thickened, shortened or cut free of the face."""

from dataclasses import dataclass
from typing import Final

BALD, SHAVED = "bald", "shaved"
ALWAYS = -99.0


@dataclass(frozen=True)
class HairStyle:
    """A style with its classes of `hair_length` and `hair_style`, and how often it is drawn among its length.

    Heights are decimetres on the unmorphed base mesh (chin 6.2, eyes 7.3, crown 8.5). `asset` is empty for hair
    that is painted on the skin. `height` multiplies the distance from the scalp. Nothing hangs below `cut`;
    strands before the face end at `fringe`.
    """

    name: str
    asset: str
    length: str
    style: str
    weight: float = 1.0
    mirrored: bool = False
    height: float = 1.0
    cut: float = ALWAYS
    fringe: float = ALWAYS

    @property
    def hangs(self) -> bool:
        """Whether strands fall freely from the scalp, far enough that roots and tips can differ in colour."""
        return self.length in ("medium", "long") and self.style in ("straight", "wavy", "curly")


HAIR_STYLES: Final = (
    HairStyle(BALD, "", "bald", "straight", 0.55),
    HairStyle(SHAVED, "", "bald", "straight", 0.45),
    HairStyle("short01", "short01", "short", "curly"),
    HairStyle("short01_full", "short01", "short", "curly", height=1.7),
    HairStyle("short02", "short02", "short", "straight", 0.8),
    HairStyle("short02_right", "short02", "short", "wavy", 0.8, mirrored=True, height=1.5),
    HairStyle("short03", "short03", "short", "straight", 0.3),
    HairStyle("short03_fringe", "short03", "short", "straight", 0.7, fringe=7.62),
    HairStyle("short03_right", "short03", "short", "straight", 0.6, mirrored=True, fringe=7.70),
    HairStyle("short04", "short04", "short", "straight"),
    HairStyle("short04_full", "short04", "short", "straight", 0.7, height=1.8),
    HairStyle("mohawk", "Harvey_Hawk1", "short", "straight", 0.5, height=0.6),
    HairStyle("afro_short", "afro01", "short", "afro", 1.2, height=0.6),
    HairStyle("bob01", "bob01", "medium", "straight", 0.2),
    HairStyle("bob01_fringe", "bob01", "medium", "straight", 0.8, fringe=7.60),
    HairStyle("bob01_right", "bob01", "medium", "straight", 0.6, mirrored=True, fringe=7.66),
    HairStyle("bob02", "bob02", "medium", "straight", 0.2),
    HairStyle("bob02_fringe", "bob02", "medium", "straight", 0.8, fringe=7.62),
    HairStyle("long01_bob", "long01", "medium", "straight", 0.8, cut=6.3),
    HairStyle("long_alpha7_bob", "long_alpha7", "medium", "wavy", 0.8, cut=6.0),
    HairStyle("curly_bob", "curly", "medium", "curly", 1.6, cut=5.9),
    HairStyle("curly2_bob", "curly2", "medium", "curly", cut=6.0, fringe=7.62),
    HairStyle("afro", "afro01", "medium", "afro", 1.2),
    HairStyle("afro_large", "afro01", "medium", "afro", 1.2, height=1.55),
    HairStyle("bun", "Wig_bun_blonde", "medium", "bun", 2.5),
    HairStyle("junglebook", "junglebookhair", "medium", "wavy", 1.2),
    HairStyle("headband", "blondwithheadband", "medium", "ponytail", 0.6),
    HairStyle("long01", "long01", "long", "straight", 0.8),
    HairStyle("long01_shoulder", "long01", "long", "straight", 0.8, cut=5.3),
    HairStyle("long_alpha7", "long_alpha7", "long", "straight"),
    HairStyle("long2", "long2_alpha7", "long", "straight", 0.8, fringe=7.60),
    HairStyle("ponytail", "ponytail01", "long", "ponytail", 1.7),
    HairStyle("braid", "Braid01", "long", "braid", 0.7, fringe=7.66),
    HairStyle("braid_right", "Braid01", "long", "braid", 0.7, mirrored=True, fringe=7.66),
    HairStyle("minoan", "minoan", "long", "braid", 0.6),
    HairStyle("curly", "curly", "long", "curly"),
    HairStyle("curly2", "curly2", "long", "curly", fringe=7.62),
    HairStyle("ringlets", "southernbelleringlets", "long", "curly", 0.8),
)


@dataclass(frozen=True)
class BeardStyle:
    """A cut of the beard with its class of `facial_hair`.

    `assets` may be empty for stubble; `half_width` keeps what lies nearer to the middle (decimetres), `longer` is how
    far the chin's hair hangs down beyond the asset's, `wider` stretches a moustache, `shadow` is how dark the
    skin under it is, on the beard's area.
    """

    name: str
    kind: str
    assets: tuple[str, ...]
    weight: float = 1.0
    half_width: float = 9.0
    longer: float = 0.0
    height: float = 1.0
    wider: float = 1.0
    shadow: float = 0.0


BEARD_STYLES: Final = (
    BeardStyle("none", "none", ()),
    BeardStyle("stubble_light", "stubble", (), 0.8, shadow=0.35),
    BeardStyle("stubble", "stubble", (), shadow=0.55),
    BeardStyle("moustache", "moustache", ("Moustache",)),
    BeardStyle("walrus", "moustache", ("Moustache",), 0.7, height=1.5, wider=1.15),
    BeardStyle("moustache_stubble", "moustache", ("Moustache",), 0.5, shadow=0.3),
    BeardStyle("goatee", "goatee", ("Full_beard",), half_width=0.34),
    BeardStyle("van_dyke", "goatee", ("Full_beard", "Moustache"), half_width=0.3, longer=0.25),
    BeardStyle("full_beard", "full_beard", ("Full_beard", "Moustache"), shadow=0.45),
    BeardStyle("full_chin_curtain", "full_beard", ("Full_beard",), 0.5, shadow=0.3),
    BeardStyle("full_medium", "full_beard", ("Full_beard", "Moustache"), longer=0.45, shadow=0.45),
    BeardStyle("full_long", "full_beard", ("Full_beard", "Moustache"), longer=1.2, shadow=0.45),
)


HAIR_ASSETS: Final = (*sorted({s.asset for s in HAIR_STYLES if s.asset}), "Full_beard", "Moustache")


def hair_style(name: str) -> HairStyle:
    """The hair style `name`."""
    return next(style for style in HAIR_STYLES if style.name == name)


def beard_style(name: str) -> BeardStyle:
    """The beard style `name`."""
    return next(style for style in BEARD_STYLES if style.name == name)


def beards_of(kind: str) -> dict[str, float]:
    """The beard styles of a class of `facial_hair` and their weights."""
    return {style.name: style.weight for style in BEARD_STYLES if style.kind == kind}
