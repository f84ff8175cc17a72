"""np.pad with one pair per axis."""

import numpy as np


def pad_images(images, padding, value=0.0):
    if np.ndim(images) != 4:
        raise ValueError("images: four axes please")
    if padding < 0:
        raise ValueError("padding: zero or more please")
    return np.pad(images, [(0, 0), (padding,) * 2, (padding,) * 2, (0, 0)], "constant", constant_values=value)
