"""the kernels are transposed

Row u of a kernel lies on row u of the window.
Lesson: 1.4 "The order of the axes"
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
    n, height, width, c_in = images.shape
    kh, kw, _, c_out = weights.shape
    span_h = dilation * (kh - 1) + 1
    span_w = dilation * (kw - 1) + 1
    rows = (height + 2 * padding - span_h) // stride + 1
    columns = (width + 2 * padding - span_w) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError("weights are larger than the padded images")
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    result = np.zeros((n, rows, columns, c_out), dtype=images.dtype)
    for u in range(kh):
        for v in range(kw):
            top, left = v * dilation, u * dilation
            pixels = padded[:, top : top + stride * (rows - 1) + 1 : stride]
            pixels = pixels[:, :, left : left + stride * (columns - 1) + 1 : stride]
            result += pixels @ weights[u, v]
    return result if bias is None else result + bias
