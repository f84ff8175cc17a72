"""Patches as rows of one matrix, their gradient folded back with add.at; a named tuple."""

import numpy as np
from collections import namedtuple


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
    Gradients = namedtuple("Gradients", "dimages dweights dbias")
    down = (np.arange(rows) * stride)[:, None, None, None] + np.arange(kh)[:, None]
    right = (np.arange(columns) * stride)[:, None, None] + np.arange(kw)
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    patches = padded[:, down, right].reshape(-1, kh * kw * c_in)
    flat = dout.reshape(-1, c_out)
    dweights = (patches.T @ flat).reshape(weights.shape)
    dpatches = (flat @ weights.reshape(-1, c_out).T).reshape(n, rows, columns, kh, kw, c_in)
    dpadded = np.zeros_like(padded)
    np.add.at(dpadded, (slice(None), down, right), dpatches)
    inside = slice(padding, padding + height), slice(padding, padding + width)
    return Gradients(dpadded[:, inside[0], inside[1]], dweights, flat.sum(axis=0))
