"""the whole image is shrunk

A window of it was asked for, as it is in the image.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    rows = np.arange(size) * height // size
    columns = np.arange(size) * width // size
    return image[rows][:, columns]
