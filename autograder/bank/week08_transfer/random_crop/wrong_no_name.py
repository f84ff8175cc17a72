"""the error does not name the argument

A reader of the message must learn which argument to change.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError("does not fit")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    return image[top : top + size, left : left + size].copy()
