"""Sums in a dictionary, position by position; one message for all that does not fit."""

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
    sums = {}
    for e in range(n):
        for i in range(pooled[1]):
            for j in range(pooled[2]):
                for c in range(channels):
                    places = [(i * stride + u, j * stride + v) for u in range(size) for v in range(size)]
                    winner = max(places, key=lambda place: images[e, place[0], place[1], c])
                    key = (e, *winner, c)
                    sums[key] = sums.get(key, 0) + dout[e, i, j, c]
    result = np.zeros_like(images)
    for key, total in sums.items():
        result[key] = total
    return result
