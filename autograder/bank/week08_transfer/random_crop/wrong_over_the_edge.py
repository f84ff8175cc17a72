"""windows may reach over the edge

They are cut off there, and smaller.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(0, height)
    left = rng.integers(0, width)
    return image[top : top + size, left : left + size].copy()
