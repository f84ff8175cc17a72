"""a dout of another shape is not refused by name

Pooling gives these images one shape; a gradient has the shape of what it belongs to.
Lesson: 2.2 "The way back"
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
    if size > height or size > width:
        raise ValueError(f"size {size} is larger than the images, {height}x{width}")
    pooled = (n, (height - size) // stride + 1, (width - size) // stride + 1, channels)
    result = np.zeros(images.shape, np.result_type(dout, images))
    image, channel = np.arange(n)[:, None], np.arange(channels)
    for i in range(pooled[1]):
        for j in range(pooled[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            first = window.reshape(n, size * size, channels).argmax(axis=1)
            result[image, i * stride + first // size, j * stride + first % size, channel] += dout[:, i, j]
    return result
