"""every 0 becomes the value, those of the picture too

A black pixel is part of the picture: tell the frame by its place, not by its colour.
Lesson: 1.3 "Padding"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    padded[padded == 0] = value
    return padded
