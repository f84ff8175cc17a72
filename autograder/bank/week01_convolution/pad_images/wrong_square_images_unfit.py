"""images are taken as square

Height and width are two numbers; each grows by 2p.
Lesson: 1.4 "Notation"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.full((n, height + 2 * padding, height + 2 * padding, channels), value, dtype=images.dtype)
    padded[:, padding : padding + height, padding : padding + width] = images
    return padded
