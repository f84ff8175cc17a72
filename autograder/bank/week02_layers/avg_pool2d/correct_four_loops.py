"""One number at a time."""

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
    rows, columns = 1 + (height - size) // stride, 1 + (width - size) // stride
    result = np.zeros((n, rows, columns, channels), images.dtype)
    for example in range(n):
        for i, top in enumerate(range(0, height - size + 1, stride)):
            for j, left in enumerate(range(0, width - size + 1, stride)):
                for channel in range(channels):
                    result[example, i, j, channel] = np.mean(images[example, top : top + size, left : left + size, channel])
    return result
