"""some places are preferred

Every place is equally likely: none is pushed back to the edge, and there is no bell curve.
Lesson: 8.3 "Mirror and crop"
"""

import numpy as np
def random_crop(image, size, rng):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    top = int(np.clip(round(rng.normal((height - size) / 2, 0.8)), 0, height - size))
    left = int(np.clip(round(rng.normal((width - size) / 2, 0.8)), 0, width - size))
    return image[top : top + size, left : left + size].copy()
