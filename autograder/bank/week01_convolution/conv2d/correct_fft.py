"""Spectra of whole images; float64 inside, cast back."""

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
    kh, kw, _, filters = weights.shape
    spread = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1) + weights.shape[2:])
    spread[::dilation, ::dilation] = weights
    padded = np.pad(images, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    size = padded.shape[1:3]
    if spread.shape[0] > size[0] or spread.shape[1] > size[1]:
        raise ValueError("weights (dilated) are larger than images (padded)")
    a = np.fft.rfft2(padded, axes=(1, 2))
    b = np.conj(np.fft.rfft2(spread, size, axes=(0, 1)))
    full = np.fft.irfft2(np.einsum("nhwc,hwco->nhwo", a, b), size, axes=(1, 2))
    valid = full[:, : size[0] - spread.shape[0] + 1 : stride, : size[1] - spread.shape[1] + 1 : stride]
    if bias is not None:
        valid = valid + bias
    return valid.astype(np.result_type(images, weights))
