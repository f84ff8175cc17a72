"""Windows as rows of a matrix, one product."""

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
    padded = np.pad(image, padding)
    kh, kw = kernel.shape
    starts = [range(0, n - k + 1, stride) for n, k in zip(padded.shape, kernel.shape)]
    if not all(starts):
        raise ValueError("kernel too large for image")
    columns = np.array([padded[y : y + kh, x : x + kw].ravel() for y in starts[0] for x in starts[1]])
    return (columns @ kernel.ravel()).reshape(len(starts[0]), len(starts[1]))
