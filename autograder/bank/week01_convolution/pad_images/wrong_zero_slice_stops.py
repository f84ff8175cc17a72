"""a padding of 0 does not work: it is refused, or [p:-p] is taken, which is empty then

With no padding the picture must come back whole.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.full((n, height + 2 * padding, width + 2 * padding, channels), value, dtype=images.dtype)
    padded[:, padding:-padding, padding:-padding] = images
    return padded
