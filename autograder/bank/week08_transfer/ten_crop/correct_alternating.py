import numpy as np
def ten_crop(image, size):
    h, w, c = image.shape
    if size > h or size > w or size <= 0:
        raise ValueError(f"bad size: {size}")
    result = np.empty((10, size, size, c), image.dtype)
    for n, (i, j) in enumerate(((h - size) // 2 if m == 2 else m * (h - size), k) for m, k in [
        (0, 0), (0, w - size), (1, 0), (1, w - size), (2, (w - size) // 2)]):
        result[2 * n] = image[i : i + size, j : j + size]
        result[2 * n + 1] = result[2 * n][:, ::-1]
    return result
