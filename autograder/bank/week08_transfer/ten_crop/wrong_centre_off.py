"""the centre is one pixel off

It starts at (H - size) // 2.
Lesson: 8.4 "Ten crops"
"""

import numpy as np
def ten_crop(image, size):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    bottom, right = height - size, width - size
    middle, centre = min(bottom // 2 + 1, bottom), min(right // 2 + 1, right)
    places = [(0, 0), (0, right), (bottom, 0), (bottom, right), (middle, centre)]
    crops = [image[i : i + size, j : j + size] for i, j in places]
    crops += [crop[:, ::-1] for crop in crops]
    return np.stack(crops)
