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
    dimages = np.zeros((n, height + 2 * padding, width + 2 * padding, c_in))
    framed = dimages.copy()
    framed[:, padding : padding + height, padding : padding + width] = images
    dweights, dbias = np.zeros(weights.shape), np.zeros(c_out)
    for e, i, j, k in np.ndindex(*dout.shape):
        arriving = float(dout[e, i, j, k])
        top, left = i * stride, j * stride
        dbias[k] += arriving
        dweights[..., k] = arriving * framed[e, top : top + kh, left : left + kw]
        dimages[e, top : top + kh, left : left + kw] += arriving * weights[..., k]
    dimages = dimages[:, padding : padding + height, padding : padding + width]
    return dimages.astype(images.dtype), dweights.astype(weights.dtype), dbias.astype(dout.dtype)
