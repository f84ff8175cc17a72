"""The way back through a convolution, one output cell after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.explorers.explorer import Explorer, count_windows, whole
from utils.explorers.pooling import gradient_stops
from utils.plots import show_images

_LARGEST = 8


def _grey(name: str, array: ArrayLike, most: int) -> NDArray[np.float64]:
    numbers = np.asarray(array)
    if numbers.ndim != 2 or numbers.size == 0 or max(numbers.shape) > most:
        raise ValueError(f"{name} must have shape (height, width), at most {most} x {most}, got {numbers.shape}")
    if numbers.dtype.kind not in "buif" or not np.all(np.isfinite(numbers)):
        raise ValueError(f"{name} must hold finite real numbers, got dtype {numbers.dtype}")
    return numbers.astype(np.float64)


def gradients(
    image: NDArray[np.float64], kernel: NDArray[np.float64], dout: NDArray[np.float64], stride: int, padding: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the gradients of kernel and padded image for one channel, adding up output cell by output cell."""
    padded = np.pad(image, padding)
    dkernel, dpadded = np.zeros_like(kernel), np.zeros_like(padded)
    high, wide = kernel.shape
    for (i, j), value in np.ndenumerate(dout):
        place = (slice(i * stride, i * stride + high), slice(j * stride, j * stride + wide))
        dkernel += value * padded[place]
        dpadded[place] += value * kernel
    return dkernel, dpadded


def backward_stepper(
    image: ArrayLike, kernel: ArrayLike, dout: ArrayLike, stride: int = 1, padding: int = 0
) -> Explorer:
    """Step through the output of a convolution and watch the gradients of kernel and image add up.

    Args:
        image: (height, width), at most 8 x 8.
        kernel: (height, width), at most 5 x 5.
        dout: gradient at the output, with the shape of the output.
        stride: 1 to 4.
        padding: zeros on each side, 0 to 3.

    Raises:
        ValueError: names the argument.
    """
    x, w, d = _grey("image", image, _LARGEST), _grey("kernel", kernel, 5), _grey("dout", dout, _LARGEST + 6)
    stride, padding = whole("stride", stride, 1, 4), whole("padding", padding, 0, 3)
    shape = tuple(count_windows(n, f, stride, padding) for n, f in zip(x.shape, w.shape, strict=True))
    if d.shape != shape:
        raise ValueError(f"dout must have the shape of the output, {shape}, got {d.shape}")
    dkernel, dpadded = gradients(x, w, d, stride, padding)
    config: dict[str, Any] = {
        "image": x.tolist(), "kernel": w.tolist(), "dout": d.tolist(), "stride": stride, "padding": padding,
        "gradient": gradient_stops(),
    }  # fmt: skip
    alt = (
        f"A {w.shape[0]} x {w.shape[1]} kernel on a {x.shape[0]} x {x.shape[1]} image, stride {stride}, padding "
        f"{padding}: gradient of the kernel {dkernel.tolist()}, gradient of the "
        f"{'padded ' if padding else ''}image {dpadded.tolist()}."
    )
    titles = [
        "image" + (" with padding" if padding else ""),
        "kernel",
        "dout",
        "dkernel",
        "dimage" + (", padded" if padding else ""),
    ]
    picture = show_images(
        [np.pad(x, padding), w, d, dkernel, dpadded], titles,
        kind=["image", "kernel", "gradient", "gradient", "gradient"], values=True, columns=3, limits="own",
        colorbar=False, alt=alt,
    )  # fmt: skip
    return Explorer("backward_stepper", config, picture)
