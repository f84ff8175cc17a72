"""Python loops over every pixel."""

import numpy as np


def pad_images(images, padding, value=0.0):
    if padding < 0:
        raise ValueError("negative padding")
    try:
        n, h, w, c = images.shape
    except ValueError:
        raise ValueError("images must be (N, H, W, C)") from None
    out = np.empty((n, h + 2 * padding, w + 2 * padding, c), images.dtype)
    for b in range(n):
        for i in range(h + 2 * padding):
            for j in range(w + 2 * padding):
                inside = 0 <= i - padding < h and 0 <= j - padding < w
                for k in range(c):
                    out[b, i, j, k] = images[b, i - padding, j - padding, k] if inside else value
    return out
