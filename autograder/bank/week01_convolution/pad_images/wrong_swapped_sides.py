"""height and width are swapped

Height comes before width; square images hide the difference.
Lesson: 1.4 "The order of the axes"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    padded = np.full((n, width + 2 * padding, height + 2 * padding, channels), value, dtype=images.dtype)
    padded[:, padding : padding + width, padding : padding + height] = images.swapaxes(1, 2)
    return padded
