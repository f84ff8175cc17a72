"""the values are divided by 255 twice

The largest pixel is 0.0039 then, and nothing complains.
Lesson: 3.4 "Numbers that give a mistake away"
"""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError(f"images must be uint8, got {images.dtype}")
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return images[..., None].astype(np.float32) / 255 / 255
