"""Computes every window, then keeps each stride-th."""

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
    p = padding
    x = np.pad(images, ((0, 0), (p, p), (p, p), (0, 0)))
    kh, kw, _, c_out = weights.shape
    rows, columns = x.shape[1] - dilation * (kh - 1), x.shape[2] - dilation * (kw - 1)
    if rows < 1 or columns < 1:
        raise ValueError("padding too small for this kernel")
    y = np.zeros((x.shape[0], rows, columns, c_out), x.dtype)
    for u, v in np.ndindex(kh, kw):
        y += np.matmul(x[:, u * dilation :][:, :rows, v * dilation :][:, :, :columns], weights[u, v])
    if bias is not None:
        y += np.reshape(bias, (1, 1, 1, -1))
    return y[:, ::stride, ::stride, :]
