"""Libraries that must live in one process together."""

import subprocess
import sys

DRAW_THEN_LEARN = """
import numpy, engine
from engine.offscreen.context import create_context
with create_context() as context:
    context.simple_framebuffer((8, 8)).clear()
    import torch, torchvision, open_clip, timm
    layer = torch.nn.Linear(2, 2)
    layer(torch.ones(1, 2)).sum().backward()
    torch.optim.AdamW(layer.parameters()).step()
"""


def test_torch_starts_after_opengl() -> None:
    """As in the studio: the viewport draws first, torch comes with the first avatar."""
    answer = subprocess.run([sys.executable, "-c", DRAW_THEN_LEARN], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
