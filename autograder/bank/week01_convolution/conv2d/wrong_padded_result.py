"""the result is padded instead of the images

Zeros around the images change what the windows at the border see, and how many windows fit.
Lesson: 1.3 "Padding"
"""

import numpy as np


def conv2d(images, weights, bias=None, stride=1, padding=0, dilation=1):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes, got {images.ndim}")
    if weights.ndim != 4:
        raise ValueError(f"weights must have 4 axes, got {weights.ndim}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    if images.shape[3] != weights.shape[2]:
        raise ValueError(f"weights expect {weights.shape[2]} channels, images have {images.shape[3]}")
    kh, kw = weights.shape[0], weights.shape[1]
    padded = images
    rows = (padded.shape[1] - dilation * (kh - 1) - 1) // stride + 1
    columns = (padded.shape[2] - dilation * (kw - 1) - 1) // stride + 1
    if rows <= 0 or columns <= 0:
        raise ValueError("weights: too large")
    result = 0 if bias is None else bias
    for u in range(kh):
        for v in range(kw):
            y, x = u * dilation, v * dilation
            part = padded[:, y : y + (rows - 1) * stride + 1 : stride, x : x + (columns - 1) * stride + 1 : stride]
            result = result + part @ weights[u, v]
    return np.pad(result, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
