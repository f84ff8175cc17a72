"""the frame is painted over the picture

The array must grow: no pixel of the picture may be lost.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    framed = images.copy()
    if padding:
        framed[:, :padding] = framed[:, -padding:] = framed[:, :, :padding] = framed[:, :, -padding:] = value
    return framed
