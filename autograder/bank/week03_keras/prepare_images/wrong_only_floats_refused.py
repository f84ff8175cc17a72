"""integers of any type are accepted

255 is the scale of uint8 alone: what else stands in an int64 array, nobody knows.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    if images.dtype.kind == "f":
        raise ValueError(f"images must be uint8, got {images.dtype}")
    return (images[..., None] / 255).astype(np.float32)
