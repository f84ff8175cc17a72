"""Strided view, contiguous copy first."""

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
    padded = np.ascontiguousarray(np.pad(image, padding))
    (height, width), (kh, kw) = padded.shape, kernel.shape
    if kh > height or kw > width:
        raise ValueError(f"kernel {kernel.shape} > image {padded.shape}")
    down, right = padded.strides
    shape = ((height - kh) // stride + 1, (width - kw) // stride + 1, kh, kw)
    windows = np.lib.stride_tricks.as_strided(padded, shape, (down * stride, right * stride, down, right), writeable=False)
    return np.tensordot(windows, kernel, 2)
