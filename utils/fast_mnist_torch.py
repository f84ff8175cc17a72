"""A small network that learns MNIST in seconds, in PyTorch."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from utils.fast_mnist import LOOKS, MEAN, NARROW, SPREAD, Recipe, Widths, learning_rate, training_digits

__all__ = ["predict", "random_affine", "small_network", "to_inputs", "train"]


def small_network(widths: Widths = NARROW) -> nn.Sequential:
    """Four convolutions, 17,000 parameters (NARROW) or 44,000 (WIDE): logits (N, 10) for images (N, 1, 28, 28).

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
    """Images (N, 28, 28) uint8 as float32 (N, 1, 28, 28), with mean 0 and spread 1 over MNIST."""
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
        network: logits (N, 10) for images (N, 1, 28, 28).
        images, labels, recipe: see `utils.fast_mnist.training_digits`.
        seed: of the order and the shifts. The first weights are the caller's.
        half: compute convolutions in bfloat16. Faster only where the processor has instructions for it.
    """
    shown, answers = training_digits(images, labels, recipe, np.random.default_rng(seed))
    targets = torch.from_numpy(answers)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=recipe.decay, betas=(0.9, 0.99), fused=True)
    network.train()
    steps = len(shown) // recipe.batch
    for step in range(steps):
        part = slice(step * recipe.batch, (step + 1) * recipe.batch)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, recipe)
        inputs = to_inputs(shown[part])
        if recipe.turn or recipe.stretch:
            inputs = random_affine(inputs, recipe.turn, recipe.stretch, generator)
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits = network(inputs)
        optimizer.zero_grad()
        nn.functional.cross_entropy(logits.float(), targets[part]).backward()
        optimizer.step()


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


def predict(network: nn.Module, images: NDArray[np.uint8], looks: int = 1, batch: int = 500) -> NDArray[np.int64]:
    """Class (N,) of each image (N, 28, 28) uint8; leaves the network in evaluation mode.

    Args:
        network: as for `train`.
        images: to classify.
        looks: 1 looks at each image as it is; 5 also at it moved by one pixel up, down, left and right, and adds
            the probabilities.
        batch: images at a time.
    """
    network.eval()
    answers = []
    with torch.inference_mode():
        for part in to_inputs(images).split(batch):
            views = (part.roll(move, dims=(2, 3)) for move in LOOKS[:looks])
            probabilities = torch.stack([network(view).softmax(dim=1) for view in views]).sum(dim=0)
            answers.append(probabilities.argmax(dim=1))
    return torch.cat(answers).numpy()
