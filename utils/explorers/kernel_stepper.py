"""A kernel that slides over a small image, with every sum written out."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from utils.explorers.explorer import Explorer, whole
from utils.plots import Picture, show_images

_LARGEST = 24
_LARGEST_KERNEL = 7


def _grey(name: str, array: ArrayLike) -> NDArray[Any]:
    numbers = np.asarray(array)
    if numbers.ndim != 2 or numbers.size == 0:
        raise ValueError(f"{name} must be a grey array of shape (height, width), got {numbers.shape}")
    if numbers.dtype.kind not in "buif" or not np.all(np.isfinite(numbers)):
        raise ValueError(f"{name} must hold finite real numbers, got dtype {numbers.dtype}")
    return numbers.astype(np.float64)


def shrink(image: NDArray[np.float64], most: int = _LARGEST) -> NDArray[np.float64]:
    """Return the image as means of square blocks, the smallest blocks that leave at most `most` rows and columns."""
    block = math.ceil(max(image.shape) / most)
    if block == 1:
        return image
    rows, columns = (np.arange(0, size, block) for size in image.shape)
    sums = np.add.reduceat(np.add.reduceat(image, rows, axis=0), columns, axis=1)
    return sums / np.outer(np.diff([*rows, image.shape[0]]), np.diff([*columns, image.shape[1]]))


def correlate(
    image: NDArray[np.float64], kernel: NDArray[np.float64], stride: int, padding: int, dilation: int
) -> NDArray[np.float64]:
    """Return the cross-correlation (rows, columns) of a zero-padded image with a kernel, as CNN layers compute it."""
    spans = [dilation * (size - 1) + 1 for size in kernel.shape]
    windows = sliding_window_view(np.pad(image, padding), spans)[::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("ijkl,kl->ij", windows, kernel)


def kernel_stepper(
    image: ArrayLike, kernel: ArrayLike, stride: int = 1, padding: int = 0, dilation: int = 1
) -> Explorer:
    """Slide a kernel over an image, one output cell after the other.

    Args:
        image: grey image (height, width); above 24 x 24 it is shown as the means of square blocks, and says so.
        kernel: (height, width), at most 7 x 7; its numbers can be edited in the figure.
        stride, padding, dilation: pixels, where the figure starts; padding is with zeros.

    Raises:
        ValueError: names the argument; also when no window fits.
    """
    given, weights = _grey("image", image), _grey("kernel", kernel)
    if max(weights.shape) > _LARGEST_KERNEL:
        most = f"{_LARGEST_KERNEL} x {_LARGEST_KERNEL}"
        raise ValueError(f"kernel must be at most {most} to be read term by term, got {weights.shape}")
    stride, dilation = whole("stride", stride, 1, 8), whole("dilation", dilation, 1, 4)
    padding = whole("padding", padding, 0, 6)
    small = shrink(given)
    whole_numbers = np.asarray(image).dtype.kind in "bui"
    pixels = np.round(small) if whole_numbers else np.round(small, 3) if small is not given else small
    note = ""
    if small is not given:
        block = math.ceil(max(given.shape) / _LARGEST)
        note = (
            f"Down-sampled from {given.shape[0]} × {given.shape[1]} to {small.shape[0]} × {small.shape[1]}: "
            f"each number is the mean of a block of {block} × {block} pixels, fewer at the edges."
        )
    config = {
        "image": pixels.tolist(),
        "kernel": weights.tolist(),
        "stride": stride,
        "padding": padding,
        "dilation": dilation,
        "note": note,
    }
    return Explorer("kernel_stepper", config, _draw(pixels, weights, stride, padding, dilation, note))


def _draw(
    pixels: NDArray[np.float64],
    weights: NDArray[np.float64],
    stride: int,
    padding: int,
    dilation: int,
    note: str,
) -> Picture:
    spans = [dilation * (side - 1) + 1 for side in weights.shape]
    if any(span > size + 2 * padding for span, size in zip(spans, pixels.shape, strict=True)):
        room = " x ".join(str(size + 2 * padding) for size in pixels.shape)
        raise ValueError(f"kernel spans {spans[0]} x {spans[1]} pixels, the padded image has {room}")
    result = correlate(pixels, weights, stride, padding, dilation)
    shapes = [" x ".join(map(str, array.shape)) for array in (weights, pixels, result)]
    alt = (
        f"A {shapes[0]} kernel on a {shapes[1]} image with stride {stride}, padding {padding}, dilation "
        f"{dilation} gives a {shapes[2]} feature map; the first window and its result are framed."
    )
    frames = [(0, 0, *spans)]
    if padding:
        frames.append((padding, padding, *pixels.shape))
        alt += " A second frame on the image separates it from the zeros around it."
    return show_images(
        [np.pad(pixels, padding), weights, result],
        ["image" + (" with padding" if padding else ""), "kernel", "feature map"],
        kind=["image", "kernel", "feature"],
        values=True,
        highlight={0: frames, 2: [(0, 0, 1, 1)]},
        limits="own",
        alt=f"{alt} {note}".strip(),
    )
