"""A small network that learns MNIST in seconds, in PyTorch."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from utils.fast_mnist import MEAN, NARROW, SPREAD, Recipe, Widths, learning_rate, training_passes, views

__all__ = ["predict", "random_affine", "small_network", "to_inputs", "train"]


def small_network(widths: Widths = NARROW) -> nn.Sequential:
    """Four convolutions, 17,000 parameters (NARROW) or 44,000 (WIDE): logits (N, 10) for windows (N, 1, SIDE, SIDE).

    The first convolution has stride 2, so all that follow work on a quarter of the pixels. Pooling comes before
    batch normalisation, which then has a quarter of the numbers to look at. The maximum of each of the last maps
    goes into the only dense layer, instead of a thousand numbers of a flatten.
    """

    def convolution(channels_in: int, channels_out: int, kernel: int = 3, stride: int = 1) -> nn.Conv2d:
        layer = nn.Conv2d(channels_in, channels_out, kernel, stride, padding=kernel // 2, bias=False)
        nn.init.kaiming_normal_(layer.weight)
        return layer

    def normalise(channels: int) -> list[nn.Module]:
        return [nn.BatchNorm2d(channels), nn.ReLU(inplace=True)]

    first, second, third, fourth = widths
    network = nn.Sequential(
        convolution(1, first, kernel=5, stride=2),
        *normalise(first),
        convolution(first, second),
        nn.MaxPool2d(2),
        *normalise(second),
        convolution(second, third),
        *normalise(third),
        convolution(third, fourth),
        *normalise(fourth),
        nn.AdaptiveMaxPool2d(1),
        nn.Flatten(),
        nn.Linear(fourth, 10),
    )
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def to_inputs(images: NDArray[np.uint8]) -> torch.Tensor:
    """Images (N, H, W) uint8 as float32 (N, 1, H, W), with mean 0 and spread 1 over MNIST."""
    return torch.from_numpy(images).to(torch.float32).sub_(MEAN).div_(SPREAD).unsqueeze(1)


def train(
    network: nn.Module,
    images: NDArray[np.uint8],
    labels: NDArray[np.int64],
    recipe: Recipe,
    *,
    seed: int = 0,
    half: bool = False,
) -> None:
    """Train a network with AdamW on (N, 28, 28) uint8 and (N,), and leave it in training mode.

    Args:
        network: logits (N, 10) for windows (N, 1, SIDE, SIDE).
        images, recipe: see `utils.fast_mnist.training_passes`.
        labels: (N,), 0 to 9.
        seed: of the order and the shifts. The first weights are the caller's.
        half: compute convolutions in bfloat16. Faster only where the processor has instructions for it.
    """
    rng = np.random.default_rng(seed)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=recipe.decay, betas=(0.9, 0.99), fused=True)
    network.train()
    losses = np.full(len(images), np.inf, np.float32)
    steps, step = recipe.steps(len(images)), 0
    for chosen, shown in training_passes(images, losses, recipe, rng):
        for first in range(0, len(chosen), recipe.batch):
            batch = slice(first, first + recipe.batch)
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(step, steps, recipe)
            inputs = to_inputs(shown[batch])
            if recipe.turn or recipe.stretch:
                inputs = random_affine(inputs, recipe.turn, recipe.stretch, generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                logits = network(inputs)
            targets = torch.from_numpy(labels[chosen[batch]])
            each = nn.functional.cross_entropy(logits.float(), targets, reduction="none")
            losses[chosen[batch]] = each.detach()
            optimizer.zero_grad()
            each.mean().backward()
            optimizer.step()
            step += 1


def random_affine(images: torch.Tensor, turn: float, stretch: float, generator: torch.Generator) -> torch.Tensor:
    """Turn, stretch and shear each image (N, 1, H, W), prepared by `to_inputs`, around its centre by a draw of its own.

    Args:
        images: to distort.
        turn: most degrees, either way.
        stretch: most change of height, of width, and most shear: 0.1 is a tenth.
        generator: of the draws.
    """
    angle, height, width, shear = (2 * torch.rand(4, len(images), generator=generator) - 1) * torch.tensor(
        [[math.radians(turn)], [stretch], [stretch], [stretch]]
    )
    cos, sin, zero = angle.cos(), angle.sin(), torch.zeros_like(angle)
    rows = [(1 + width) * cos, shear - sin, zero, (sin + shear), (1 + height) * cos, zero]
    grid = nn.functional.affine_grid(torch.stack(rows, dim=1).view(-1, 2, 3), list(images.shape), align_corners=False)
    paper = -MEAN / SPREAD  # grid_sample fills with 0, so paper has to be 0 meanwhile
    return nn.functional.grid_sample(images - paper, grid, align_corners=False) + paper


def predict(network: nn.Module, images: NDArray[np.uint8], batch: int = 500) -> NDArray[np.int64]:
    """Class (N,) of each image (N, 28, 28) uint8; leaves the network in evaluation mode.

    Args:
        network: as for `train`; the probabilities that it gives to `utils.fast_mnist.views` are added.
        images: to classify.
        batch: images at a time.
    """
    network.eval()
    answers = []
    with torch.inference_mode():
        for first in range(0, len(images), batch):
            seen = views(images[first : first + batch])
            probabilities = torch.stack([network(to_inputs(view)).softmax(dim=1) for view in seen]).sum(dim=0)
            answers.append(probabilities.argmax(dim=1))
    return torch.cat(answers).numpy()
