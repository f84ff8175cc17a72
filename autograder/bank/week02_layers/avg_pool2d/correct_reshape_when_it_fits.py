"""Reshape for windows side by side, loops for the rest."""

import numpy as np


def avg_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes (N, H, W, C), got shape {images.shape}")
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    n, height, width, channels = images.shape
    if size > height or size > width:
        raise ValueError(f"size {size} is larger than the images, {height}x{width}")
    if stride == size:
        rows, columns = height // size, width // size
        blocks = images[:, : rows * size, : columns * size].reshape(n, rows, size, columns, size, channels)
        return blocks.mean(axis=(2, 4))
    return np.stack(
        [
            np.stack(
                [images[:, i : i + size, j : j + size].mean(axis=(1, 2)) for j in range(0, width - size + 1, stride)],
                axis=1,
            )
            for i in range(0, height - size + 1, stride)
        ],
        axis=1,
    )
