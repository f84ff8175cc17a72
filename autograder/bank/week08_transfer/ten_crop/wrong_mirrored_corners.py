"""corners of the mirrored image are taken from the same side only

Each of the five has its mirror image.
Lesson: 8.4 "Ten crops"
"""

import numpy as np
def ten_crop(image, size):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    bottom, right = height - size, width - size
    middle, centre = bottom // 2, right // 2
    places = [(0, 0), (0, right), (bottom, 0), (bottom, right), (middle, centre)]
    crops = [image[i : i + size, j : j + size] for i, j in places]
    flipped = image[:, ::-1]
    crops += [flipped[i : i + size, :size] for i, _ in places]
    return np.stack(crops)
