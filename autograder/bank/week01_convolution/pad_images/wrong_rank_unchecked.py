"""images without a batch axis are padded as if they had one

Four axes are agreed on; guessing hides a mistake of the caller.
Lesson: 1.4 "The order of the axes"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if padding < 0:
        raise ValueError("padding must not be negative")
    widths = [(0, 0)] * images.ndim
    widths[-2] = widths[max(-3, -images.ndim)] = (padding, padding)
    return np.pad(images, widths, constant_values=value)
