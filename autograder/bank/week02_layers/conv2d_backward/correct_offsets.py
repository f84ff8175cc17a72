"""One tap of the kernel at a time, all windows at once."""

import numpy as np


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
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded = np.zeros(padded.shape, dout.dtype)
    dweights = np.empty(weights.shape, dout.dtype)
    for u in range(kh):
        for v in range(kw):
            part = np.s_[:, u : u + stride * rows : stride, v : v + stride * columns : stride]
            place = np.s_[:, u : u + stride * (rows - 1) + 1 : stride, v : v + stride * (columns - 1) + 1 : stride]
            dweights[u, v] = np.tensordot(padded[place], dout, ((0, 1, 2), (0, 1, 2)))
            dpadded[place] += dout @ weights[u, v].T
    return dpadded[:, padding : height + padding, padding : width + padding], dweights, dout.sum((0, 1, 2))
