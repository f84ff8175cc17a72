"""the image is returned with all but the window erased

The window alone was asked for.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    result = np.zeros_like(image)
    result[top : top + size, left : left + size] = image[top : top + size, left : left + size]
    return result
