import numpy as np
def random_crop(image, size, rng):
    if not (1 <= size <= image.shape[0] and size <= image.shape[1]):
        raise ValueError("size is out of range")
    views = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    place = views[rng.integers(views.shape[0]), rng.integers(views.shape[1])]
    return place.transpose(1, 2, 0)
