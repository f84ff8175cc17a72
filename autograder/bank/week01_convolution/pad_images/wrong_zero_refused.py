"""a padding of 0 does not work: it is refused, or [p:-p] is taken, which is empty then

With no padding the picture must come back whole.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 1:
        raise ValueError(f"padding must be positive, got {padding}")
    p = padding
    return np.pad(images, ((0, 0), (p, p), (p, p), (0, 0)), constant_values=value)
