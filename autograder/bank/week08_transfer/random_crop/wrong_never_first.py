"""the first row and column never occur

Windows may start at 0.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(min(1, height - size), height - size + 1)
    left = rng.integers(min(1, width - size), width - size + 1)
    return image[top : top + size, left : left + size].copy()
