"""Glues bars of the value to the four sides."""

import numpy as np


def pad_images(images, padding, value=0.0):
    shape = images.shape
    if len(shape) != 4:
        raise ValueError(f"shape of images is {shape}")
    if padding < 0:
        raise ValueError(f"padding is {padding}")
    for axis in (1, 2):
        bar_shape = list(images.shape)
        bar_shape[axis] = padding
        bar = np.full(bar_shape, value, images.dtype)
        images = np.concatenate((bar, images, bar), axis=axis)
    return images
