"""Where files live: shipped assets and shaders beside the package, everything made in the cache."""

import os
from pathlib import Path

import platformdirs

_ROOT = Path(__file__).resolve().parent.parent


def assets_dir() -> Path:
    """Folder of shipped weights, model cards and small third-party models."""
    return _ROOT / "assets"


def shaders_dir() -> Path:
    """Folder of GLSL sources."""
    return _ROOT / "shaders"


def cache_dir() -> Path:
    """Folder for data sets, checkpoints and downloads; `MAQUETTE_CACHE` moves it."""
    chosen = os.environ.get("MAQUETTE_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("maquette"))
