"""images that are scaled already are accepted

Divided twice, the digit is there and nobody sees it: ask for uint8.
Lesson: 3.4 "Numbers that give a mistake away"
"""

import numpy as np


def prepare_images(images):
    if images.ndim != 3:
        raise ValueError(f"images must have 3 axes, got {images.ndim}")
    return images[..., None].astype(np.float32) / 255
