"""every axis gets a frame

The batch and the channels must not grow: no new images, no new colours.
Lesson: 1.4 "The order of the axes"
"""

import numpy as np


def pad_images(images, padding, value=0.0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    return np.pad(images, padding, constant_values=value)
