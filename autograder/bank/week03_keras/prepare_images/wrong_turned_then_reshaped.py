"""the pixels of several images are mixed

`reshape` deals the numbers out in their order; turned axes do not come back by it.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return (images.T / 255).astype(np.float32).reshape(*images.shape, 1)
