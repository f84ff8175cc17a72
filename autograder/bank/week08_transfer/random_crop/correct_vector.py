import numpy as np
def random_crop(image, size, rng):
    room = np.array(image.shape[:2]) - size
    if size < 1 or (room < 0).any():
        raise ValueError(f"size: {size}")
    top, left = rng.integers(room + 1)
    return np.ascontiguousarray(image[top : top + size, left : left + size])
