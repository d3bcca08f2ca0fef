"""Maquette's engine: sculpts 3D avatars from photos and words, with no window attached."""

__version__ = "0.1.0"
