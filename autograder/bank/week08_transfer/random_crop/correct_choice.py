import numpy as np
def random_crop(image, size, rng):
    h, w = image.shape[:2]
    if size < 1 or size > min(h, w):
        raise ValueError(f"crop size {size} against image {h}x{w}")
    top, left = rng.choice(h - size + 1), rng.choice(w - size + 1)
    return np.array(image[top : top + size, left : left + size])
