"""Face-shape targets of the base mesh that vary between individuals."""

from typing import Final

FACE_PAIRS: Final = (
    ("cheek/l-cheek-bones", "decr", "incr"), ("cheek/l-cheek-inner", "decr", "incr"),
    ("cheek/l-cheek-trans", "down", "up"), ("cheek/l-cheek-volume", "decr", "incr"),
    ("chin/chin-bones", "decr", "incr"), ("chin/chin-cleft", "decr", "incr"), ("chin/chin-jaw-drop", "decr", "incr"),
    ("chin/chin-prognathism", "decr", "incr"), ("chin/chin-prominent", "decr", "incr"),
    ("chin/chin-width", "decr", "incr"), ("ears/l-ear-flap", "decr", "incr"), ("ears/l-ear-lobe", "decr", "incr"),
    ("ears/l-ear-rot", "backward", "forward"), ("ears/l-ear-scale", "decr", "incr"),
    ("ears/l-ear-scale-depth", "decr", "incr"), ("ears/l-ear-scale-vert", "decr", "incr"),
    ("ears/l-ear-trans", "backward", "forward"), ("ears/l-ear-trans", "down", "up"),
    ("ears/l-ear-wing", "decr", "incr"), ("eyebrows/eyebrows-angle", "down", "up"),
    ("eyebrows/eyebrows-trans", "backward", "forward"), ("eyebrows/eyebrows-trans", "down", "up"),
    ("eyes/l-eye-bag", "decr", "incr"), ("eyes/l-eye-bag", "in", "out"), ("eyes/l-eye-corner1", "down", "up"),
    ("eyes/l-eye-corner2", "down", "up"), ("eyes/l-eye-epicanthus", "in", "out"),
    ("eyes/l-eye-eyefold-angle", "down", "up"), ("eyes/l-eye-eyefold", "concave", "convex"),
    ("eyes/l-eye-eyefold", "down", "up"), ("eyes/l-eye-height1", "decr", "incr"),
    ("eyes/l-eye-height2", "decr", "incr"), ("eyes/l-eye-height3", "decr", "incr"), ("eyes/l-eye-push1", "in", "out"),
    ("eyes/l-eye-push2", "in", "out"), ("eyes/l-eye-scale", "decr", "incr"), ("eyes/l-eye-trans", "down", "up"),
    ("eyes/l-eye-trans", "in", "out"), ("forehead/forehead-scale-vert", "decr", "incr"),
    ("forehead/forehead-temple", "decr", "incr"), ("head/head-back-scale-depth", "decr", "incr"),
    ("head/head-fat", "decr", "incr"), ("head/head-scale-depth", "decr", "incr"),
    ("head/head-scale-horiz", "decr", "incr"), ("head/head-scale-vert", "decr", "incr"),
    ("mouth/mouth-angles", "down", "up"), ("mouth/mouth-cupidsbow", "decr", "incr"),
    ("mouth/mouth-cupidsbow-width", "decr", "incr"), ("mouth/mouth-dimples", "in", "out"),
    ("mouth/mouth-laugh-lines", "in", "out"), ("mouth/mouth-lowerlip-ext", "down", "up"),
    ("mouth/mouth-lowerlip-height", "decr", "incr"), ("mouth/mouth-lowerlip-middle", "down", "up"),
    ("mouth/mouth-lowerlip-volume", "decr", "incr"), ("mouth/mouth-lowerlip-width", "decr", "incr"),
    ("mouth/mouth-philtrum-volume", "decr", "incr"), ("mouth/mouth-scale-depth", "decr", "incr"),
    ("mouth/mouth-scale-horiz", "decr", "incr"), ("mouth/mouth-scale-vert", "decr", "incr"),
    ("mouth/mouth-trans", "backward", "forward"), ("mouth/mouth-trans", "down", "up"),
    ("mouth/mouth-upperlip-ext", "down", "up"), ("mouth/mouth-upperlip-height", "decr", "incr"),
    ("mouth/mouth-upperlip-middle", "down", "up"), ("mouth/mouth-upperlip-volume", "decr", "incr"),
    ("mouth/mouth-upperlip-width", "decr", "incr"), ("neck/measure-neck-circ", "decr", "incr"),
    ("neck/neck-back-scale-depth", "decr", "incr"), ("neck/neck-double", "decr", "incr"),
    ("neck/neck-scale-depth", "decr", "incr"), ("neck/neck-scale-horiz", "decr", "incr"),
    ("neck/neck-scale-vert", "decr", "incr"), ("nose/nose-base", "down", "up"),
    ("nose/nose-compression", "compress", "uncompress"), ("nose/nose-curve", "concave", "convex"),
    ("nose/nose-flaring", "decr", "incr"), ("nose/nose-greek", "decr", "incr"), ("nose/nose-hump", "decr", "incr"),
    ("nose/nose-nostrils-angle", "down", "up"), ("nose/nose-nostrils-width", "decr", "incr"),
    ("nose/nose-point", "down", "up"), ("nose/nose-point-width", "decr", "incr"),
    ("nose/nose-scale-depth", "decr", "incr"), ("nose/nose-scale-horiz", "decr", "incr"),
    ("nose/nose-scale-vert", "decr", "incr"), ("nose/nose-trans", "backward", "forward"),
    ("nose/nose-trans", "down", "up"), ("nose/nose-volume", "decr", "incr"), ("nose/nose-width1", "decr", "incr"),
    ("nose/nose-width2", "decr", "incr"), ("nose/nose-width3", "decr", "incr"),
)
"""(stem, low, high): `stem-low` and `stem-high` are opposite targets; `l-` stands for both sides."""

HEAD_SHAPES: Final = ("oval", "round", "square", "rectangular", "triangular", "invertedtriangular", "diamond")
"""Targets `head/head-*` of which an individual has at most one."""
