"""every pixel is rounded to 0 or 1

The grey at the edges of a stroke tells where it is; keep it.
Lesson: 3.1 "From array to batch"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return np.round(images[..., None].astype(np.float32) / 255)
