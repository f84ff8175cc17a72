"""sliding_window_view and einsum."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


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
    padded = np.pad(images, ((0, 0), (p, p), (p, p), (0, 0)))
    kh, kw = weights.shape[:2]
    window = (dilation * (kh - 1) + 1, dilation * (kw - 1) + 1)
    if window[0] > padded.shape[1] or window[1] > padded.shape[2]:
        raise ValueError(f"weights of span {window} do not fit")
    views = sliding_window_view(padded, window, axis=(1, 2))[:, ::stride, ::stride, :, ::dilation, ::dilation]
    result = np.einsum("nhwcij,ijco->nhwo", views, weights, optimize=True)
    return result if bias is None else result + bias
