"""an assertion is used

`ValueError` was asked for; assertions are switched off by `python -O`.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    assert 1 <= size <= min(height, width), f"size {size} does not fit"
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    return image[top : top + size, left : left + size].copy()
