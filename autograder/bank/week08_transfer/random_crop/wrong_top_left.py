"""the window is always at the top left

Every place is equally likely.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = 0
    left = 0
    return image[top : top + size, left : left + size].copy()
