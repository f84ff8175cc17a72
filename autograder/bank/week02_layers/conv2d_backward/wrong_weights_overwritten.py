"""only the last window counts in dweights

Each weight was used in every window: add up.
Lesson: 2.4 "Gradient of the weights"
"""

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
    dpadded, dweights = np.zeros_like(padded), np.zeros_like(weights)
    for i in range(rows):
        for j in range(columns):
            place = np.s_[:, i * stride : i * stride + kh, j * stride : j * stride + kw]
            dweights = np.tensordot(padded[place], dout[:, i, j], axes=(0, 0))
            dpadded[place] += np.tensordot(dout[:, i, j], weights, axes=(1, 3))
    dimages = dpadded[:, padding : padding + height, padding : padding + width]
    return dimages, dweights, dout.sum(axis=(0, 1, 2))
