"""Draws the picture of README.md: `python course/cover.py`."""

from pathlib import Path

import numpy as np
from scipy.signal import correlate2d

from utils.data import sample_photos
from utils.plots import Picture, show_images

TARGET = Path(__file__).parent / "_static" / "cover.png"


def draw_cover() -> Picture:
    """A photograph, two kernels of nine numbers, and what each of them finds in it."""
    # Blocks of 2 x 2 pixels averaged (426, 450) -> (213, 225): the edges stay visible at the page's width.
    photo = sample_photos("china")["china"][:426, 50:500].reshape(213, 2, 225, 2, 3).mean(axis=(1, 3, 4)) / 255
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    kernels = [sobel, sobel.T]
    maps = [correlate2d(photo, kernel, mode="valid") for kernel in kernels]
    return show_images(
        [photo, kernels[0], maps[0], kernels[1], maps[1]],
        ["a photograph", "nine numbers", "what they find", "turned", "and what these find"],
        kind=["image", "kernel", "feature", "kernel", "feature"],
        values=True,
        columns=5,
        colorbar=False,
        width=10,
        alt="A grey photograph of a Chinese temple; a 3x3 kernel and its feature map, in which vertical edges glow "
        "orange and blue; the same kernel turned, whose map shows the horizontal edges of the roofs.",
    )


if __name__ == "__main__":
    draw_cover().save(TARGET)
