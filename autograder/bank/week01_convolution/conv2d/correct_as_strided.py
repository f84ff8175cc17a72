"""Strided view, one tensordot."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


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
    x = np.ascontiguousarray(np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0))))
    n, height, width, channels = x.shape
    kh, kw, _, _ = weights.shape
    rows = 1 + (height - 1 - dilation * (kh - 1)) // stride
    columns = 1 + (width - 1 - dilation * (kw - 1)) // stride
    if rows < 1 or columns < 1:
        raise ValueError("kernel size exceeds padded image size")
    sn, sh, sw, sc = x.strides
    shape = (n, rows, columns, kh, kw, channels)
    steps = (sn, sh * stride, sw * stride, sh * dilation, sw * dilation, sc)
    result = np.tensordot(as_strided(x, shape, steps), weights, axes=3)
    if bias is None:
        return result
    return result + bias[None, None, None, :]
