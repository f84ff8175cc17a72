"""each channel has a window of its own

One window for all of them.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = rng.integers(0, height - size + 1)
    left = rng.integers(0, width - size + 1)
    places = [(rng.integers(height - size + 1), rng.integers(width - size + 1)) for _ in range(image.shape[2])]
    return np.stack([image[i : i + size, j : j + size, c] for c, (i, j) in enumerate(places)], axis=-1)
