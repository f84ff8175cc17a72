"""Place after place in the window; a window that has paid is marked."""

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
    rows, columns = pooled[1:3]
    parts = {}
    for u in range(size):
        for v in range(size):
            parts[u, v] = np.s_[:, u : u + (rows - 1) * stride + 1 : stride, v : v + (columns - 1) * stride + 1 : stride]
    best = np.max([images[part] for part in parts.values()], axis=0)
    open_, result = np.ones(pooled, bool), np.zeros_like(images)
    for part in parts.values():
        wins = open_ & (images[part] == best)
        result[part] += np.where(wins, dout, 0)
        open_ &= ~wins
    return result
