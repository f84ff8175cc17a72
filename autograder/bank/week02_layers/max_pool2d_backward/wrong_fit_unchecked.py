"""a window larger than the images is not refused by name

The formula may give 0 windows, and an empty dout has just this shape: nothing is left to be wrong.
Lesson: 2.2 "Maximum and average"
"""

import numpy as np


def max_pool2d_backward(dout, images, size=2, stride=None):
    stride = size if stride is None else stride
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes (N, H, W, C), got shape {images.shape}")
    if size < 1:
        raise ValueError(f"size must be at least 1, got {size}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    n, height, width, channels = images.shape
    pooled = (n, (height - size) // stride + 1, (width - size) // stride + 1, channels)
    if dout.shape != pooled:
        raise ValueError(f"dout must have shape {pooled}, got {dout.shape}")
    result = np.zeros(images.shape, np.result_type(dout, images))
    image, channel = np.arange(n)[:, None], np.arange(channels)
    for i in range(pooled[1]):
        for j in range(pooled[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            first = window.reshape(n, size * size, channels).argmax(axis=1)
            result[image, i * stride + first // size, j * stride + first % size, channel] += dout[:, i, j]
    return result
