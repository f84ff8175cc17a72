"""fractions are thrown away

In whole numbers everything below 255 becomes 0: cast before you divide.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return (images[..., None] / 255).astype(np.uint8).astype(np.float32)
