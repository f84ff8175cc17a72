"""Lists of Python floats and no array arithmetic; returned as an array."""

import numpy as np


def convolve_image(image, kernel, stride=1, padding=0):
    if np.ndim(image) != 2:
        raise ValueError("image is not (H, W)")
    if np.ndim(kernel) != 2:
        raise ValueError("kernel is not (kh, kw)")
    if not stride > 0:
        raise ValueError("stride is not positive")
    if not padding >= 0:
        raise ValueError("padding is negative")
    picture, taps = image.tolist(), kernel.tolist()
    height, width, kh, kw = len(picture), len(picture[0]), len(taps), len(taps[0])
    if kh > height + 2 * padding or kw > width + 2 * padding:
        raise ValueError("kernel does not fit")

    def pixel(y, x):
        return picture[y][x] if 0 <= y < height and 0 <= x < width else 0.0

    rows = range(-padding, height + padding - kh + 1, stride)
    columns = range(-padding, width + padding - kw + 1, stride)
    answer = [
        [sum(pixel(y + u, x + v) * taps[u][v] for u in range(kh) for v in range(kw)) for x in columns] for y in rows
    ]
    return np.array(answer, dtype=np.result_type(image, kernel))
