"""The denoiser: a U-Net on three planes with 3D-aware convolution (RODIN, section 3.2).

All features are shaped (B, 3, C, H, W): plane 0 is XY (columns x, rows y), plane 1 ZY (columns z,
rows y), plane 2 XZ (columns x, rows z). Rolled out side by side they are the map of
`engine.field.rollout`, shape (B, C, H, 3 W).
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.diffusion.linear import LinearDenoiser


@dataclass(frozen=True)
class DenoiserConfig:
    """Sizes of the denoiser; stored beside its weights.

    With a `linear` rank the network is shown the guess of a linear denoiser of that rank beside the noisy map, and
    corrects it.
    """

    channels: int = 42
    linear: int = 0
    latent_dim: int = 256
    plane_size: int = 64
    patch: int = 4
    widths: tuple[int, ...] = (128, 256)
    blocks: int = 2
    embedding: int = 256
    heads: int = 4
    three_d_aware: bool = True
    use_latent: bool = True


def to_planes(rolled: Tensor) -> Tensor:
    """(B, C, H, 3 W) -> (B, 3, C, H, W)."""
    return torch.stack(rolled.chunk(3, dim=-1), dim=1)


def to_rolled(planes: Tensor) -> Tensor:
    """(B, 3, C, H, W) -> (B, C, H, 3 W)."""
    return torch.cat(planes.unbind(1), dim=-1)


def _axis_means(planes: Tensor) -> tuple[Tensor, Tensor]:
    """What the other two planes say along each plane's rows and columns, each (B, 3, C, N).

    A plane shares one axis with each other plane; the other is pooled along the axis they do not share.
    """
    along_rows, along_columns = planes.mean(-1), planes.mean(-2)
    xy_y, zy_y, xz_z = along_rows.unbind(1)
    xy_x, zy_z, xz_x = along_columns.unbind(1)
    rows = torch.stack([zy_y, xy_y, zy_z], dim=1)
    columns = torch.stack([xz_x, xz_z, xy_x], dim=1)
    return rows, columns


class TriplaneConv(nn.Module):
    """3x3 convolution in which each plane also sees the other two, pooled along the axes they share.

    RODIN concatenates the pooled vectors, expanded to 2D, to the input. A convolution of an expanded
    vector is a 1D convolution of the vector, expanded: the same function at a fraction of the cost.
    """

    def __init__(self, inputs: int, outputs: int, three_d_aware: bool) -> None:
        super().__init__()
        self.own = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.rows = nn.Conv1d(inputs, outputs, 3, padding=1) if three_d_aware else None
        self.columns = nn.Conv1d(inputs, outputs, 3, padding=1) if three_d_aware else None

    def forward(self, planes: Tensor) -> Tensor:
        batch = planes.shape[0]
        out = self.own(planes.flatten(0, 1)).unflatten(0, (batch, 3))
        if self.rows is None or self.columns is None:
            return out
        rows, columns = _axis_means(planes)
        from_rows = self.rows(rows.flatten(0, 1)).unflatten(0, (batch, 3))
        from_columns = self.columns(columns.flatten(0, 1)).unflatten(0, (batch, 3))
        return out + from_rows.unsqueeze(-1) + from_columns.unsqueeze(-2)


class AdaptiveNorm(nn.Module):
    """Group norm whose scale and shift come from the condition and from the plane."""

    def __init__(self, width: int, embedding: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(max(1, width // 16), width, affine=False)
        self.modulation = nn.Linear(embedding, 2 * width)
        self.plane = nn.Parameter(torch.zeros(3, 2 * width))
        nn.init.zeros_(self.modulation.weight)
        nn.init.zeros_(self.modulation.bias)

    def forward(self, planes: Tensor, condition: Tensor) -> Tensor:
        modulation = self.modulation(condition)[:, None] + self.plane
        scale, shift = modulation[..., None, None].chunk(2, dim=2)
        normed = self.norm(planes.flatten(0, 1)).unflatten(0, planes.shape[:2])
        return normed * (1 + scale) + shift


class ResidualBlock(nn.Module):
    """Two 3D-aware convolutions with adaptive norms around a skip."""

    def __init__(self, inputs: int, outputs: int, config: DenoiserConfig) -> None:
        super().__init__()
        self.norm_in = AdaptiveNorm(inputs, config.embedding)
        self.conv_in = TriplaneConv(inputs, outputs, config.three_d_aware)
        self.norm_out = AdaptiveNorm(outputs, config.embedding)
        self.conv_out = TriplaneConv(outputs, outputs, config.three_d_aware)
        self.skip = nn.Linear(inputs, outputs) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv_out.own.weight)

    def forward(self, planes: Tensor, condition: Tensor) -> Tensor:
        hidden = self.conv_in(F.silu(self.norm_in(planes, condition)))
        hidden = self.conv_out(F.silu(self.norm_out(hidden, condition)))
        return (self.skip(planes.movedim(2, -1)).movedim(-1, 2) + hidden) * math.sqrt(0.5)


class PlaneAttention(nn.Module):
    """Self-attention over the texels of all three planes together, at the coarsest level."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, planes: Tensor) -> Tensor:
        batch, _, width, height, columns = planes.shape
        tokens = planes.movedim(2, -1).reshape(batch, -1, width)
        q, k, v = self.qkv(self.norm(tokens)).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
        out = self.out(mixed).reshape(batch, 3, height, columns, width).movedim(-1, 2)
        return planes + out


def fourier(values: Tensor, width: int) -> Tensor:
    """Sine and cosine features of `values` (B,), shape (B, width)."""
    frequencies = torch.exp(torch.linspace(0, math.log(1000), width // 2, device=values.device))
    angles = values[:, None] * frequencies
    return torch.cat([angles.cos(), angles.sin()], dim=-1)


class Condition(nn.Module):
    """Embedding of the noise level and of the latent z; a learned vector stands for "no latent"."""

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        self.config = config
        self.noise = nn.Sequential(nn.Linear(64, config.embedding), nn.SiLU())
        self.latent = nn.Sequential(nn.Linear(config.latent_dim, config.embedding), nn.SiLU())
        self.nothing = nn.Parameter(torch.zeros(config.embedding))
        self.mix = nn.Sequential(nn.Linear(2 * config.embedding, config.embedding), nn.SiLU())

    def forward(self, c_noise: Tensor, z: Tensor | None, known: Tensor | None) -> Tensor:
        noise = self.noise(fourier(c_noise, 64))
        if z is None or not self.config.use_latent:
            latent = self.nothing.expand_as(noise)
        else:
            # unit latents are scaled so that their entries have unit variance
            latent = self.latent(z * math.sqrt(self.config.latent_dim))
            latent = latent if known is None else torch.where(known[:, None], latent, self.nothing)
        return self.mix(torch.cat([noise, latent], dim=-1))


class Denoiser(nn.Module):
    """The raw network F of EDM: noisy planes, noise level and latent in, planes out.

    `x` is a rolled-out map (B, C, S, 3 S), `c_noise` (B,), `z` unit latents (B, D) or None,
    `known` (B,) False where the latent is dropped, `guess` the linear denoiser's, shaped like `x`, for a network that
    has one. Returns a map shaped like `x`.
    """

    def __init__(self, config: DenoiserConfig) -> None:
        super().__init__()
        self.config = config
        widths, side = config.widths, config.plane_size // config.patch
        patch_values = config.channels * config.patch**2
        self.condition = Condition(config)
        self.linear = (
            LinearDenoiser(config.channels, config.plane_size, config.latent_dim, config.linear)
            if config.linear
            else None
        )
        # patches are looked at one by one: 3x3 kernels over so many channels were half of the whole cost
        self.stem = nn.Conv2d(patch_values * (2 if config.linear else 1), widths[0], 1)
        # the field is canonical (a nose is always near the same texel), so the network is told where it is
        self.position = nn.Parameter(torch.zeros(3, widths[0], side, side))
        self.down = nn.ModuleList()
        skips = [widths[0]]
        current = widths[0]
        for width in widths:
            for _ in range(config.blocks):
                self.down.append(ResidualBlock(current, width, config))
                current = width
                skips.append(current)
        self.middle = ResidualBlock(current, current, config)
        self.attention = PlaneAttention(current, config.heads)
        self.middle_out = ResidualBlock(current, current, config)
        self.up = nn.ModuleList()
        for width in reversed(widths):
            for _ in range(config.blocks):
                self.up.append(ResidualBlock(current + skips.pop(), width, config))
                current = width
        self.norm = AdaptiveNorm(current + skips.pop(), config.embedding)
        hidden = 4 * widths[0]
        self.hidden = nn.Conv2d(current + widths[0], hidden, 1)
        self.head = nn.Conv2d(hidden, patch_values, 1)
        nn.init.zeros_(self.head.weight)

    def forward(
        self,
        x: Tensor,
        c_noise: Tensor,
        z: Tensor | None = None,
        known: Tensor | None = None,
        guess: Tensor | None = None,
    ) -> Tensor:
        condition = self.condition(c_noise, z, known)
        shown = x if guess is None else torch.cat([x, guess], dim=1)
        planes = F.pixel_unshuffle(to_planes(shown), self.config.patch)
        planes = self._on_planes(self.stem, planes) + self.position
        planes, skips = self._encode(planes, condition)
        planes = self.middle_out(self.attention(self.middle(planes, condition)), condition)
        planes = F.silu(self._on_planes(self.hidden, self._decode(planes, skips, condition)))
        return to_rolled(F.pixel_shuffle(self._on_planes(self.head, planes), self.config.patch))

    @staticmethod
    def _on_planes(module: nn.Module, planes: Tensor) -> Tensor:
        return module(planes.flatten(0, 1)).unflatten(0, planes.shape[:2])

    def _encode(self, planes: Tensor, condition: Tensor) -> tuple[Tensor, list[Tensor]]:
        skips = [planes]
        for index, block in enumerate(self.down):
            if index and index % self.config.blocks == 0:
                planes = F.avg_pool2d(planes.flatten(0, 1), 2).unflatten(0, planes.shape[:2])
            planes = block(planes, condition)
            skips.append(planes)
        return planes, skips

    def _decode(self, planes: Tensor, skips: list[Tensor], condition: Tensor) -> Tensor:
        for index, block in enumerate(self.up):
            if index and index % self.config.blocks == 0:
                planes = F.interpolate(planes.flatten(0, 1), scale_factor=2).unflatten(0, planes.shape[:2])
            planes = block(torch.cat([planes, skips.pop()], dim=2), condition)
        return F.silu(self.norm(torch.cat([planes, skips.pop()], dim=2), condition))
