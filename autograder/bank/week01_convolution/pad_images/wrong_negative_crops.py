"""negative padding gives an answer instead of an error

A frame cannot have fewer than 0 pixels.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError("images must have 4 axes")
    if padding < 0:
        return images[:, -padding:padding, -padding:padding]
    return np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)), constant_values=value)
