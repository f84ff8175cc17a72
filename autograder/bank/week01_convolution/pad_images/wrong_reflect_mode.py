"""the picture is mirrored at its border

The frame has one value everywhere.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    p = padding
    return np.pad(images, ((0, 0), (p, p), (p, p), (0, 0)), mode="reflect")
