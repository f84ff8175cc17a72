"""negative padding is not refused by name

A frame cannot have fewer than 0 pixels.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    n, height, width, channels = images.shape
    padded = np.full((n, height + 2 * padding, width + 2 * padding, channels), value, dtype=images.dtype)
    padded[:, padding : padding + height, padding : padding + width] = images
    return padded
