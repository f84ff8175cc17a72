"""Independent answers for the hidden checks: other libraries, or counting instead of formulas.

Imported inside functions only, because this file stays out of the sandbox in which submissions run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import ndimage, signal


def conv_output_size(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Number of windows, counted: every start whose last tap still lies on the padded line."""
    taps = dilation * np.arange(kernel)
    return sum(1 for start in range(0, size + 2 * padding, stride) if start + taps[-1] < size + 2 * padding)


def same_padding(kernel: int, dilation: int = 1) -> int | None:
    """The padding per side that keeps a line of 100 at its size, found by trying; None when there is none."""
    size = 100
    fits = (p for p in range(size) if conv_output_size(size, kernel, padding=p, dilation=dilation) == size)
    return next(fits, None)


def pad_images(images: np.ndarray, padding: int, value: float = 0.0) -> np.ndarray:
    """Images `(N, H, W, C)` with a border, by shifting onto a constant canvas (scipy.ndimage)."""
    n, height, width, channels = images.shape
    shape = (n, height + 2 * padding, width + 2 * padding, channels)
    shift = (0, -padding, -padding, 0)
    moved = ndimage.affine_transform(
        images.astype(np.float64), np.ones(4), offset=shift, output_shape=shape, order=0, mode="constant", cval=value
    )
    return moved.astype(images.dtype)


def convolve_image(image: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Cross-correlation of `(H, W)` with `(kh, kw)` by scipy.signal, every `stride`-th answer kept."""
    padded = np.pad(image.astype(np.float64), padding)
    return signal.correlate2d(padded, kernel.astype(np.float64), mode="valid")[::stride, ::stride]


def conv2d(
    images: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
) -> np.ndarray:
    """Convolution layer `(N, H, W, C_in)`, `(kh, kw, C_in, C_out)` by scipy.signal on whole volumes, in float64."""
    kh, kw, c_in, c_out = weights.shape
    spread = np.zeros((dilation * (kh - 1) + 1, dilation * (kw - 1) + 1, c_in, c_out))
    spread[::dilation, ::dilation] = weights
    padded = np.pad(images.astype(np.float64), ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    maps = [
        [signal.correlate(image, spread[..., filter_], mode="valid", method="direct") for filter_ in range(c_out)]
        for image in padded
    ]
    result = np.moveaxis(np.array(maps)[..., 0], 1, -1)[:, ::stride, ::stride]
    return result if bias is None else result + bias.astype(np.float64)


def conv_parameters(kernel: int, in_channels: int, out_channels: int, bias: bool = True) -> int:
    """Numbers in the arrays of a layer, by making the arrays."""
    weights, biases = np.empty((kernel, kernel, in_channels, out_channels)), np.empty(out_channels if bias else 0)
    return weights.size + biases.size


def dense_parameters(in_features: int, out_features: int, bias: bool = True) -> int:
    """Numbers in the arrays of a layer, by making the arrays."""
    return np.empty((in_features, out_features)).size + np.empty(out_features if bias else 0).size


def receptive_field(layers: Sequence[tuple[int, int]]) -> int:
    """Pixels from the first to the last that one unit depends on, walked back from that unit to the input."""
    seen = {0}
    for kernel, stride in reversed(layers):
        seen = {position * stride + tap for position in seen for tap in (0, kernel - 1)}
    return max(seen) - min(seen) + 1
