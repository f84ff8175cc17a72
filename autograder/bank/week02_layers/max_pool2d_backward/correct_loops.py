"""One window and channel at a time, unravel_index."""

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
    dimages = np.zeros_like(images)
    for example, i, j, channel in np.ndindex(dout.shape):
        top, left = i * stride, j * stride
        window = images[example, top : top + size, left : left + size, channel]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dimages[example, top + u, left + v, channel] += dout[example, i, j, channel]
    return dimages
