"""an image that is too small is padded

`ValueError` was asked for.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        return np.pad(image, ((0, max(size - height, 0)), (0, max(size - width, 0)), (0, 0)))
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    return image[top : top + size, left : left + size].copy()
