"""all padding is put on one side

The size is right, the picture sits in a corner: put p pixels on each side.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    p = padding
    return np.pad(images, ((0, 0), (0, 2 * p), (0, 2 * p), (0, 0)), constant_values=value)
