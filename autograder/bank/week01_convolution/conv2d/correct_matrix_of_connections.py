"""The whole layer as one dense matrix."""

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
    rows = (height + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    columns = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1
    if rows < 1 or columns < 1:
        raise ValueError(("weights", weights.shape, "images", images.shape))
    matrix = np.zeros((height, width, c_in, rows, columns, c_out))
    for i, j, u, v in np.ndindex(rows, columns, kh, kw):
        y = i * stride + u * dilation - padding
        x = j * stride + v * dilation - padding
        if 0 <= y < height and 0 <= x < width:
            matrix[y, x, :, i, j, :] = weights[u, v]
    flat = images.reshape(n, -1) @ matrix.reshape(height * width * c_in, -1)
    result = flat.reshape(n, rows, columns, c_out)
    return (result if bias is None else result + bias).astype(images.dtype)
