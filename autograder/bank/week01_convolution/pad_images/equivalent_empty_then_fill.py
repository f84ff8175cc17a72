"""np.empty filled before use instead of np.full."""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.empty((n, height + 2 * padding, width + 2 * padding, channels), dtype=images.dtype)
    padded[...] = value
    padded[:, padding : padding + height, padding : padding + width] = images
    return padded
