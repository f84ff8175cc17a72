"""an impossible size is not refused by name

NumPy refuses the empty window in words of its own, which name no argument of yours.
Lesson: 2.2 "Maximum and average"
"""

import numpy as np


def max_pool2d(images, size=2, stride=None):
    stride = size if stride is None else stride
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes (N, H, W, C), got shape {images.shape}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    n, height, width, channels = images.shape
    if size > height or size > width:
        raise ValueError(f"size {size} is larger than the images, {height}x{width}")
    result = np.empty((n, (height - size) // stride + 1, (width - size) // stride + 1, channels), images.dtype)
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            result[:, i, j] = window.max(axis=(1, 2))
    return result
