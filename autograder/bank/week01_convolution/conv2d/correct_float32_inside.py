"""Computes in float32 and returns the precision of the images."""

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
    x, w = images.astype("f4"), weights.astype("f4")
    pad = [[0, 0], [padding, padding], [padding, padding], [0, 0]]
    x = np.pad(x, pad)
    kh, kw, _, filters = w.shape
    dilated = np.zeros(((kh - 1) * dilation + 1, (kw - 1) * dilation + 1, *w.shape[2:]), "f4")
    dilated[::dilation, ::dilation] = w
    rows, columns = ((x.shape[i + 1] - dilated.shape[i]) // stride + 1 for i in range(2))
    if rows < 1 or columns < 1:
        raise ValueError("images too small for these weights")
    out = np.empty((len(x), rows, columns, filters), "f4")
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + dilated.shape[0], j * stride : j * stride + dilated.shape[1]]
            out[:, i, j] = np.tensordot(patch, dilated, axes=([1, 2, 3], [0, 1, 2]))
    if bias is not None:
        out += bias
    return out.astype(images.dtype)
