"""a size that does not fit is not refused

Slices beyond the edge are cut off without a word.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    size = max(size, 1)
    top = rng.integers(0, max(height - size + 1, 1))
    left = rng.integers(0, max(width - size + 1, 1))
    return image[top : top + size, left : left + size].copy()
