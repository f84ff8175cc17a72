"""the generator of Python's `random` is used

All chance comes from `rng`: only so can a run be repeated.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = __import__("random").randint(0, height - size)
    left = __import__("random").randint(0, width - size)
    return image[top : top + size, left : left + size].copy()
