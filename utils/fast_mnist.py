"""What the fast MNIST networks of all three frameworks share: their training digits and their learning rate.

The networks are in `utils.fast_mnist_torch`, `utils.fast_mnist_keras` and `utils.fast_mnist_numpy`, so that a
program loads only the framework it uses. `benchmarks.mnist` measures them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

__all__ = ["LOOKS", "MEAN", "NARROW", "SPREAD", "WIDE", "Recipe", "Widths", "learning_rate", "training_digits"]

MEAN, SPREAD = 33.3, 78.6
"""Mean and standard deviation of all pixels of MNIST's training images, 0 to 255."""

Widths = tuple[int, int, int, int]
NARROW: Widths = (8, 16, 32, 32)
WIDE: Widths = (16, 24, 48, 48)
"""Channels of the four convolutions: for 98.7 % in the shortest time, and for 99.4 %."""

LOOKS = ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))
"""Pixels down and right by which an image is moved when its class is voted on."""


class Recipe(NamedTuple):
    """How a network is trained.

    passes: how often each training image is seen; 0.5 is half an epoch.
    rate: the largest learning rate.
    shift: each image is moved by -shift to shift pixels down and right, another draw in each pass.
    batch: images of a step.
    warm_up: share of the steps in which the learning rate rises.
    decay: weight decay of AdamW.
    turn, stretch: of `utils.fast_mnist_torch.random_affine`; the other two frameworks leave them out.
    """

    passes: float
    rate: float
    shift: int = 1
    batch: int = 128
    warm_up: float = 0.25
    decay: float = 0.01
    turn: float = 0.0
    stretch: float = 0.0

    def steps(self, images: int) -> int:
        """Steps of training on so many images; an incomplete batch is left out."""
        return int(self.passes * images) // self.batch


def learning_rate(step: int, steps: int, recipe: Recipe) -> float:
    """Learning rate of a step, counted from 0: up in a straight line to `recipe.rate`, then down to almost 0.

    Large steps in the middle bring a network far in a short time; small ones at the end let it settle
    (Smith and Topin, 2018).
    """
    done = (step + 1) / (steps + 1)
    return recipe.rate * min(done / recipe.warm_up, (1 - done) / (1 - recipe.warm_up))


def training_digits(
    images: NDArray[np.uint8], labels: NDArray[np.int64], recipe: Recipe, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Lay out all images of a training, step after step: each pass in another order, each image with its own shift.

    Args:
        images: `(N, 28, 28)` uint8, 0 is paper.
        labels: `(N,)`
        recipe: gives passes, batch and shift.
        rng: of orders and shifts.

    Returns:
        `(steps * batch, 28, 28)` uint8 and `(steps * batch,)`. What is shifted in is paper.

    Raises:
        ValueError: the images do not fill one batch, or labels are not as many.
    """
    if len(images) != len(labels):
        raise ValueError(f"labels must be as many as images: {len(images)} images, {len(labels)} labels")
    count = recipe.steps(len(images)) * recipe.batch
    if count == 0:
        raise ValueError(f"{recipe.passes} passes over {len(images)} images do not fill a batch of {recipe.batch}")
    order = np.concatenate([rng.permutation(len(images)) for _ in range(-(-count // len(images)))])[:count]
    margin = recipe.shift
    padded = np.pad(images, ((0, 0), (margin, margin), (margin, margin)))
    windows = sliding_window_view(padded, images.shape[1:], axis=(1, 2))  # (N, 2 * shift + 1, 2 * shift + 1, 28, 28)
    down, right = rng.integers(0, 2 * margin + 1, (2, count))
    return windows[order, down, right], labels[order]
