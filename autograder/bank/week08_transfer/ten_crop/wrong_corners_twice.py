"""a corner stands in the place of the centre

Four corners and the centre.
Lesson: 8.4 "Ten crops"
"""

import numpy as np
def ten_crop(image, size):
    height, width = image.shape[:2]
    if size < 1 or size > height or size > width:
        raise ValueError(f"size {size} does not fit into {height} x {width}")
    bottom, right = height - size, width - size
    middle, centre = bottom // 2, right // 2
    places = [(0, 0), (0, right), (bottom, 0), (bottom, right), (0, 0)]
    crops = [image[i : i + size, j : j + size] for i, j in places]
    crops += [crop[:, ::-1] for crop in crops]
    return np.stack(crops)
