"""Windows as rows of one matrix."""

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
    n, height, width, channels = images.shape
    kh, kw, _, filters = weights.shape
    rows = np.arange(0, height + 2 * padding - dilation * (kh - 1), stride)
    columns = np.arange(0, width + 2 * padding - dilation * (kw - 1), stride)
    if rows.size == 0 or columns.size == 0:
        raise ValueError("no window of the kernel fits into the images")
    padded = np.zeros((n, height + 2 * padding, width + 2 * padding, channels), images.dtype)
    padded[:, padding : padding + height, padding : padding + width] = images
    y = rows[:, None] + dilation * np.arange(kh)
    x = columns[:, None] + dilation * np.arange(kw)
    patches = padded[:, y[:, None, :, None], x[None, :, None, :], :]
    matrix = patches.reshape(n * rows.size * columns.size, -1)
    product = matrix @ weights.reshape(-1, filters)
    if bias is not None:
        product = product + bias
    return product.reshape(n, rows.size, columns.size, filters)
