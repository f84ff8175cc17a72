"""rows and columns of the window are exchanged

It stays as it is in the image.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    return image[top : top + size, left : left + size].swapaxes(0, 1)
