"""a window larger than the images is not refused by name

No window fits. An empty or negative size is no answer.
Lesson: 2.2 "Maximum and average"
"""

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
    result = np.empty((n, (height - size) // stride + 1, (width - size) // stride + 1, channels), images.dtype)
    for i in range(result.shape[1]):
        for j in range(result.shape[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            result[:, i, j] = window.mean(axis=(1, 2))
    return result
