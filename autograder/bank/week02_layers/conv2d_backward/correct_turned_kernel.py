"""The gradient of the images as one sliding operation with the turned kernel over the spread dout."""

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
    padded_size = height + 2 * padding, width + 2 * padding
    spread = np.zeros((n, padded_size[0] - kh + 1, padded_size[1] - kw + 1, c_out), dout.dtype)
    spread[:, ::stride, ::stride] = dout
    framed = np.pad(spread, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    turned = weights[::-1, ::-1]
    windows = sliding_window_view(framed, (kh, kw), axis=(1, 2))
    dpadded = np.einsum("nijkuv,uvck->nijc", windows, turned)
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    slid = sliding_window_view(padded, spread.shape[1:3], axis=(1, 2))
    dweights = np.einsum("nuvcij,nijk->uvck", slid, spread)
    dimages = dpadded[:, padding : padding + height, padding : padding + width]
    return dimages, dweights, dout.reshape(-1, c_out).sum(axis=0)
