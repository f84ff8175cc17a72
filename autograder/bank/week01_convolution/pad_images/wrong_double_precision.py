"""the result is float64 whatever the input

float32 in, float32 out: the new array must hold the same kind of numbers as the images.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.full((n, height + 2 * padding, width + 2 * padding, channels), value, dtype=np.float64)
    padded[:, padding : padding + height, padding : padding + width] = images
    return padded
