"""some places are preferred

Every place is equally likely: none is pushed back to the edge, and there is no bell curve.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = min(rng.integers(0, height), height - size)
    left = min(rng.integers(0, width), width - size)
    return image[top : top + size, left : left + size].copy()
