"""Independent answers for the checks of week 6: blocks and networks as formulas in float64.

Imported inside functions only, because this file stays out of the sandbox in which submissions run. Weights come from
`module_probes.numbers`: all arrays of one role and shape are alike, so a block needs no names.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from utils.checks.module_probes import numbers

Recipe = Mapping[str, Any]
WIDTHS = (64, 128, 256, 512)


@dataclass(frozen=True)
class Layers:
    """Convolution and batch normalisation with the weights of a recipe; `eps` matters in training mode only."""

    recipe: Recipe
    training: bool = False
    eps: float = 1e-5

    def array(self, role: str, *shape: int) -> torch.Tensor:
        """The numbers of a role and shape, in float64."""
        return torch.from_numpy(numbers(role, shape, self.recipe).astype(np.float64))

    def convolve(self, x: torch.Tensor, channels: int, kernel: int, stride: int = 1, groups: int = 1) -> torch.Tensor:
        """A convolution without bias that keeps the size at stride 1."""
        weight = self.array("kernel", channels, x.shape[1] // groups, kernel, kernel)
        return F.conv2d(x, weight, stride=stride, padding=kernel // 2, groups=groups)

    def normalise(self, x: torch.Tensor) -> torch.Tensor:
        """Batch normalisation; in evaluation mode the variance of the recipe holds eps already."""
        count = x.shape[1]
        gamma, beta, mean, variance = (self.array(role, count) for role in ("gamma", "beta", "mean", "variance"))
        if self.training:
            mean = x.mean(dim=(0, 2, 3))
            variance = ((x - mean[:, None, None]) ** 2).mean(dim=(0, 2, 3)) + self.eps
        scale = gamma / variance.sqrt()
        return (x - mean[:, None, None]) * scale[:, None, None] + beta[:, None, None]

    def shortcut(self, x: torch.Tensor, channels: int, stride: int) -> torch.Tensor:
        """The input itself when shapes agree, else a 1x1 convolution with the stride and batch normalisation."""
        if channels == x.shape[1] and stride == 1:
            return x
        return self.normalise(self.convolve(x, channels, 1, stride))

    def residual(self, x: torch.Tensor, channels: int, stride: int = 1) -> torch.Tensor:
        """Two 3x3 convolutions beside a shortcut."""
        y = self.normalise(self.convolve(x, channels, 3, stride)).clamp(min=0)
        y = self.normalise(self.convolve(y, channels, 3))
        return (y + self.shortcut(x, channels, stride)).clamp(min=0)

    def bottleneck(self, x: torch.Tensor, mid: int, stride: int = 1, expansion: int = 4) -> torch.Tensor:
        """1x1, 3x3 with the stride, 1x1 beside a shortcut."""
        y = self.normalise(self.convolve(x, mid, 1)).clamp(min=0)
        y = self.normalise(self.convolve(y, mid, 3, stride)).clamp(min=0)
        y = self.normalise(self.convolve(y, mid * expansion, 1))
        return (y + self.shortcut(x, mid * expansion, stride)).clamp(min=0)

    def network(self, x: torch.Tensor, blocks: Sequence[int], classes: int) -> torch.Tensor:
        """ResNet of basic blocks: logits."""
        x = self.normalise(self.convolve(x, WIDTHS[0], 7, 2)).clamp(min=0)
        x = F.max_pool2d(x, 3, stride=2, padding=1)
        for stage, count in enumerate(blocks):
            for block in range(count):
                x = self.residual(x, WIDTHS[stage], 2 if stage and not block else 1)
        return x.mean(dim=(2, 3)) @ self.array("kernel", classes, x.shape[1]).T


def residual(
    x: np.ndarray, arguments: Sequence[int], recipe: Recipe, *, training: bool = False, eps: float = 1e-5
) -> np.ndarray:
    """`ResidualBlock(in_channels, out_channels, stride)(x)`."""
    return Layers(recipe, training, eps).residual(_double(x), *arguments[1:]).numpy()


def bottleneck(
    x: np.ndarray, arguments: Sequence[int], recipe: Recipe, *, training: bool = False, eps: float = 1e-5
) -> np.ndarray:
    """`Bottleneck(in_channels, mid_channels, stride, expansion)(x)`."""
    return Layers(recipe, training, eps).bottleneck(_double(x), *arguments[1:]).numpy()


def input_gradient(block: str, x: np.ndarray, arguments: Sequence[int], recipe: Recipe, upstream: Any) -> np.ndarray:
    """Gradient of `(upstream * block(x)).sum()` with respect to `x` in evaluation mode; `block` is a method's name."""
    leaf = _double(x).requires_grad_()
    output = getattr(Layers(recipe), block)(leaf, *arguments[1:])
    return torch.autograd.grad((output * _double(upstream)).sum(), leaf)[0].numpy()


def resnet(x: np.ndarray, blocks: Sequence[int], classes: int, recipe: Recipe) -> np.ndarray:
    """Logits of `resnet(blocks, classes)` in evaluation mode."""
    return Layers(recipe).network(_double(x), blocks, classes).numpy()


LAST = ("none", "relu6", "relu", "relu after the sum")
SKIPS = ("right", "never", "at every stride")
VARIANTS = tuple(itertools.product(LAST, SKIPS))


def inverted_residual(
    x: np.ndarray,
    arguments: Sequence[int],
    recipe: Recipe,
    expands: bool,
    norms: Sequence[bool],
    variant: tuple[str, str] = VARIANTS[0],
) -> np.ndarray:
    """`InvertedResidual(in_channels, out_channels, stride, expand)(x)` in evaluation mode.

    Args:
        x: images (N, C, H, W).
        arguments: of the class.
        recipe: of the weights.
        expands: whether there is a first 1x1 convolution; with `expand=1` it may be left out.
        norms: whether batch normalisation follows each of the convolutions.
        variant: what comes after the projection, and when the input is added. The first is right; the others are for
            checks of what goes on before.
    """
    count, out, stride, expand = arguments
    last, skip = variant
    layers, start, normed = Layers(recipe), _double(x), iter(norms)

    def step(maps: torch.Tensor) -> torch.Tensor:
        return layers.normalise(maps) if next(normed) else maps

    y = step(layers.convolve(start, count * expand, 1)).clamp(0, 6) if expands else start
    y = step(layers.convolve(y, y.shape[1], 3, stride, groups=y.shape[1])).clamp(0, 6)
    y = step(layers.convolve(y, out, 1))
    if last in ("relu6", "relu"):
        y = y.clamp(0, 6 if last == "relu6" else None)
    if skip != "never" and count == out and (stride == 1 or skip == "at every stride"):
        y = y + start[:, :, ::stride, ::stride]
    return (y.clamp(min=0) if last == "relu after the sum" else y).numpy()


def separable_parameters(in_channels: int, out_channels: int) -> int:
    """Weights of a 3x3 depthwise and a pointwise convolution, without biases: counted one filter at a time."""
    return sum(9 for _ in range(in_channels)) + sum(in_channels for _ in range(out_channels))


def cost_ratio(out_channels: int, kernel: int) -> float:
    """Multiply-adds of a depthwise-separable convolution over those of a plain one, counted for one pixel."""
    channels = 24  # any number
    separable = channels * kernel**2 + channels * out_channels
    return separable / (channels * kernel**2 * out_channels)


def compound(phi: float, alpha: float, beta: float, gamma: float) -> np.ndarray:
    """Multipliers of depth, width and resolution, by logarithms."""
    return np.exp(phi * np.log([alpha, beta, gamma]))


def _double(x: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.asarray(x, np.float64))
