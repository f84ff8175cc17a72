"""the padding is split between the two sides

p pixels are added on each side: height and width grow by 2p.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    first, last = padding // 2, padding - padding // 2
    return np.pad(images, ((0, 0), (first, last), (first, last), (0, 0)), constant_values=value)
