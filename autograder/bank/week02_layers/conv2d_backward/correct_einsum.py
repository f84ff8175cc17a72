"""Windows and einsum; a list of three."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_backward(dout, images, weights, stride=1, padding=0):
    if images.ndim != 4:
        raise ValueError(f"images must have 4 axes (N, H, W, C_in), got shape {images.shape}")
    if weights.ndim != 4:
        raise ValueError(f"weights must have 4 axes (kh, kw, C_in, C_out), got shape {weights.shape}")
    if stride < 1:
        raise ValueError(f"stride must be at least 1, got {stride}")
    if padding < 0:
        raise ValueError(f"padding must not be negative, got {padding}")
    n, height, width, channels = images.shape
    kh, kw, c_in, c_out = weights.shape
    if c_in != channels:
        raise ValueError(f"weights expect {c_in} channels, images have {channels}")
    rows, columns = (height + 2 * padding - kh) // stride + 1, (width + 2 * padding - kw) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(f"weights span {kh}x{kw} pixels: larger than the padded images")
    if dout.shape != (n, rows, columns, c_out):
        raise ValueError(f"dout must have shape {(n, rows, columns, c_out)}, got {dout.shape}")
    padded = np.pad(images, [(0, 0), (padding,) * 2, (padding,) * 2, (0, 0)])
    windows = sliding_window_view(padded, (kh, kw), (1, 2))[:, ::stride, ::stride]
    dweights = np.einsum("nijcuv,nijk->uvck", windows, dout)
    pieces = np.einsum("nijk,uvck->nijuvc", dout, weights)
    dpadded = np.zeros_like(padded)
    for i, j, u, v in np.ndindex(rows, columns, kh, kw):
        dpadded[:, i * stride + u, j * stride + v] += pieces[:, i, j, u, v]
    if padding:
        dpadded = dpadded[:, padding:-padding, padding:-padding]
    return [dpadded, dweights, np.einsum("nijk->k", dout)]
