"""the windows run on at the opposite side of the image

A window that hangs over the edge does not count; the left side is no neighbour of the right one.
Lesson: 1.3 "Counting windows"
"""

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
    if kh > padded.shape[0] or kw > padded.shape[1]:
        raise ValueError("kernel is larger than the padded image")
    total = np.zeros_like(padded)
    for u, v in np.ndindex(kh, kw):
        total += kernel[u, v] * np.roll(padded, (-u, -v), (0, 1))
    return total[::stride, ::stride]
