"""What the fast MNIST networks of all three frameworks share: their training digits and their learning rate.

The networks are in `utils.fast_mnist_torch`, `utils.fast_mnist_keras` and `utils.fast_mnist_numpy`, so that a
program loads only the framework it uses. `benchmarks.mnist` measures them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

__all__ = ["MEAN", "NARROW", "SIDE", "SPREAD", "WIDE", "Recipe", "Widths", "learning_rate", "training_passes", "views"]

MEAN, SPREAD = 33.3, 78.6
"""Mean and standard deviation of all pixels of MNIST's training images, 0 to 255."""

SIDE = 24
"""Pixels down and right of what the networks in PyTorch and Keras see of an image.

A digit lies in the middle of its 28 x 28 pixels with paper all round. Three quarters of them are enough, and windows
of this size at different places are shifted digits.
"""

Widths = tuple[int, int, int, int]
NARROW: Widths = (8, 16, 32, 32)
WIDE: Widths = (16, 24, 48, 48)
"""Channels of the four convolutions: for 98.7 % in the shortest time, and for 99.4 %."""


class Recipe(NamedTuple):
    """How a network is trained.

    passes: share of the training images that each pass shows. 1 shows all of them; 0.3 those three tenths whose
        loss was largest when they were last seen. Most digits are learned after one pass, and teach little more.
    rate: the largest learning rate.
    shift: each image is moved by -shift to shift pixels down and right, another draw in each pass.
    batch: images of a step; the incomplete batch of a pass is left out.
    warm_up: share of the steps in which the learning rate rises.
    decay: weight decay of AdamW.
    turn, stretch: of `utils.fast_mnist_torch.random_affine`; the other two frameworks leave them out.
    """

    passes: tuple[float, ...]
    rate: float
    shift: int = 1
    batch: int = 128
    warm_up: float = 0.25
    decay: float = 0.01
    turn: float = 0.0
    stretch: float = 0.0

    def steps(self, images: int) -> int:
        """Steps of training on so many images."""
        return sum(int(share * images) // self.batch for share in self.passes)


def learning_rate(step: int, steps: int, recipe: Recipe) -> float:
    """Learning rate of a step, counted from 0: up in a straight line to `recipe.rate`, then down to almost 0.

    Large steps in the middle bring a network far in a short time; small ones at the end let it settle
    (Smith and Topin, 2018).
    """
    done = (step + 1) / (steps + 1)
    return recipe.rate * min(done / recipe.warm_up, (1 - done) / (1 - recipe.warm_up))


def training_passes(
    images: NDArray[np.uint8],
    losses: NDArray[np.float32],
    recipe: Recipe,
    rng: np.random.Generator,
    side: int = SIDE,
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.uint8]]]:
    """Lay out the images of a training, pass after pass: in a random order, each image with a shift of its own.

    Args:
        images: `(N, 28, 28)` uint8, 0 is paper.
        losses: `(N,)`, of each image when it was last seen, infinite before. The caller keeps them up to date; among
            equal ones chance decides.
        recipe: gives passes, batch and shift.
        rng: of orders and shifts.
        side: height and width of what the network sees; 28 for whole images.

    Yields:
        Which images the pass shows, `(n,)`, and what is seen of them, `(n, side, side)` uint8, n a multiple of the
        batch. What is shifted in is paper.

    Raises:
        ValueError: a pass does not fill one batch, or losses are not as many as images.
    """
    if len(images) != len(losses):
        raise ValueError(f"losses must be as many as images: {len(images)} images, {len(losses)} losses")
    windows = _windows(images, side, recipe.shift)
    for share in recipe.passes:
        count = int(share * len(images)) // recipe.batch * recipe.batch
        if count == 0:
            raise ValueError(f"a pass over {share} of {len(images)} images does not fill a batch of {recipe.batch}")
        order = rng.permutation(len(images))
        hardest = order[np.argsort(-losses[order], kind="stable")[:count]]
        chosen = rng.permutation(hardest)
        down, right = rng.integers(0, 2 * recipe.shift + 1, (2, count))
        yield chosen, windows[chosen, down, right]


def views(images: NDArray[np.uint8], side: int = SIDE) -> list[NDArray[np.uint8]]:
    """Nine windows `(N, side, side)` of images `(N, 28, 28)`: the middle, and it moved by one pixel in all directions.

    A network that votes over them is right more often than one that looks once.
    """
    windows = _windows(images, side, shift=1)
    return [windows[:, down, right].copy() for down in range(3) for right in range(3)]


def _windows(images: NDArray[np.uint8], side: int, shift: int) -> NDArray[np.uint8]:
    """Windows `(N, 2 * shift + 1, 2 * shift + 1, side, side)` of `(N, 28, 28)`; the one in the middle is central."""
    padded = np.pad(images, ((0, 0), (shift, shift), (shift, shift)))
    edge = (images.shape[1] - side) // 2
    places = slice(edge, edge + 2 * shift + 1)
    return sliding_window_view(padded, (side, side), axis=(1, 2))[:, places, places]
