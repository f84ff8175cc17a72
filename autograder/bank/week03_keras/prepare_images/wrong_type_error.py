"""a wrong dtype raises TypeError

The agreed error for an argument that cannot be right is ValueError.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    if images.dtype != np.uint8:
        raise TypeError(f"images must be uint8, got {images.dtype}")
    return (images[..., None] / 255).astype(np.float32)
