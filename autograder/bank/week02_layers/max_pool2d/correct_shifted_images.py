"""One shifted image for every place in the window."""

import numpy as np


def max_pool2d(images, size=2, stride=None):
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
    rows, columns = (height - size) // stride + 1, (width - size) // stride + 1
    best = np.full((n, rows, columns, channels), -np.inf, images.dtype)
    for u in range(size):
        for v in range(size):
            part = images[:, u : u + rows * stride : stride, v : v + columns * stride : stride]
            best = np.maximum(best, part[:, :rows, :columns])
    return best
