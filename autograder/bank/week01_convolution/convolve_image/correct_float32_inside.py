"""Computes in float32, returns the precision of its input."""

import numpy as np


def convolve_image(image, kernel, stride=1, padding=0):
    if image.ndim != 2:
        raise ValueError(f"image must have 2 axes, got {image.ndim}")
    if kernel.ndim != 2:
        raise ValueError(f"kernel must have 2 axes, got {kernel.ndim}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    padded = np.pad(np.float32(image), padding)
    kh, kw = kernel.shape
    rows, columns = 1 + (padded.shape[0] - kh) // stride, 1 + (padded.shape[1] - kw) // stride
    if rows <= 0 or columns <= 0:
        raise ValueError("the image is too small")
    result = np.empty((rows, columns), np.float32)
    for position in range(rows * columns):
        i, j = divmod(position, columns)
        patch = padded[i * stride :, j * stride :][:kh, :kw]
        result[i, j] = np.vdot(patch, np.float32(kernel))
    return result.astype(image.dtype)
