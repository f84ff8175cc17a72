"""sliding_window_view and einsum."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolve_image(image, kernel, stride=1, padding=0):
    if np.ndim(image) != 2:
        raise ValueError("image: two axes")
    if np.ndim(kernel) != 2:
        raise ValueError("kernel: two axes")
    if stride < 1:
        raise ValueError("stride: positive")
    if padding < 0:
        raise ValueError("padding: not negative")
    padded = np.pad(image, ((padding, padding), (padding, padding)), mode="constant")
    if any(k > n for k, n in zip(kernel.shape, padded.shape)):
        raise ValueError("kernel: fits into the padded image")
    windows = sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.einsum("ijkl,kl->ij", windows, kernel)
