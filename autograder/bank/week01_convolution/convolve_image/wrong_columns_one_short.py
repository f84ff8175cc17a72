"""the last column of windows is missing

A window may end exactly at the last pixel.
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
    padded = padded[:, :-1] if padded.shape[1] > kw else padded
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw))[::stride, ::stride]
    return np.tensordot(windows, kernel, 2)
