"""tied pixels share

A fair idea, but the agreement is another: the first maximum gets all.
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
    if dout.shape != pooled:
        raise ValueError(f"dout must have shape {pooled}, got {dout.shape}")
    result = np.zeros(images.shape, np.result_type(dout, images))
    image, channel = np.arange(n)[:, None], np.arange(channels)
    for i in range(pooled[1]):
        for j in range(pooled[2]):
            window = images[:, i * stride : i * stride + size, j * stride : j * stride + size]
            hit = window == window.max(axis=(1, 2), keepdims=True)
            share = hit / hit.sum(axis=(1, 2), keepdims=True).astype(dout.dtype)
            result[:, i * stride : i * stride + size, j * stride : j * stride + size] += share * dout[:, i : i + 1, j : j + 1]
    return result
