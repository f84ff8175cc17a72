"""A mask of the first maximum, window after window."""

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
    dimages = np.zeros(images.shape, images.dtype)
    for i in range(pooled[1]):
        for j in range(pooled[2]):
            place = np.s_[:, i * stride : i * stride + size, j * stride : j * stride + size]
            window = images[place]
            hit = (window == window.max(axis=(1, 2), keepdims=True)).reshape(n, -1, channels)
            first = hit & (np.cumsum(hit, axis=1) == 1)
            dimages[place] += first.reshape(window.shape) * dout[:, i : i + 1, j : j + 1]
    return dimages
