"""a missing axis is added in silence

Three axes may be one image or many grey ones; guessing hides the mistake of the caller.
Lesson: 1.4 "The order of the axes"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim == 3:
        images = images[None]
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.full((n, height + 2 * padding, width + 2 * padding, channels), value, dtype=images.dtype)
    padded[:, padding : padding + height, padding : padding + width] = images
    return padded
