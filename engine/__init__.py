"""Maquette's engine: sculpts 3D avatars from photos and words, with no window attached."""

import sys

__version__ = "0.1.0"

# torch would load Triton, whose library exports an LLVM of its own: after Mesa's software OpenGL, with another
# LLVM, that crashes the process. Nothing here compiles for it, so it is kept out unless it is there already.
sys.modules.setdefault("triton", None)  # type: ignore[arg-type]
