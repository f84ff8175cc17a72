"""True convolution with a kernel turned twice, row by row with np.convolve."""

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
        raise ValueError("kernel")
    turned = np.flip(kernel, axis=1)
    rows = []
    for top in range(0, padded.shape[0] - kh + 1, stride):
        rows.append(sum(np.convolve(padded[top + u], turned[u], mode="valid") for u in range(kh))[::stride])
    return np.stack(rows)
