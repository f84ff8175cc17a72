"""each image becomes one row of numbers

A convolution needs to know who is next to whom: keep height and width.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return images.reshape(len(images), -1).astype(np.float32) / 255
