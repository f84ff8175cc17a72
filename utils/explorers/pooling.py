"""A window that slides over a small map and answers with one number, and the way back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.colors import to_hex
from numpy.typing import ArrayLike, NDArray

from utils.explorers.explorer import Explorer, count_windows, whole
from utils.plots import COLORMAPS, show_images

MODES = ("maximum", "average", "L2")
VIEWS = ("forward", "back")
_LARGEST = 12


def gradient_stops() -> list[str]:
    """Return seven colours of the course's gradient map, lowest first."""
    return [to_hex(COLORMAPS["gradient"](i / 6)) for i in range(7)]


def pool(
    image: NDArray[np.float64], size: int, stride: int, mode: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the pooled map, and the gradient at the image when 1 arrives at every output.

    The maximum pays its first winner in reading order; L2 of a window of zeros has no slope and pays 0.
    """
    rows, columns = (count_windows(length, size, stride) for length in image.shape)
    answers, back = np.zeros((rows, columns)), np.zeros_like(image)
    for i, j in np.ndindex(rows, columns):
        place = (slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
        window = image[place]
        if mode == "average":
            answers[i, j] = window.mean()
            back[place] += 1 / window.size
        elif mode == "L2":
            answers[i, j] = length = math.sqrt(float(np.sum(window**2)))
            back[place] += window / length if length else 0.0
        else:
            answers[i, j] = window.max()
            r, c = np.unravel_index(int(np.argmax(window)), window.shape)
            back[i * stride + r, j * stride + c] += 1
    return answers, back


def pooling(
    image: ArrayLike, size: int = 2, stride: int | None = None, mode: str = "maximum", *, view: str = "forward"
) -> Explorer:
    """Pool a small map window by window, or see where the gradient goes.

    Args:
        image: (height, width), at most 12 x 12.
        size: side of the window, 1 to 6.
        stride: 1 to 6; None means size.
        mode: "maximum", "average" or "L2".
        view: "forward", or "back": what every number of the map receives when 1 arrives at every output.

    Raises:
        ValueError: names the argument; also when no window fits.
    """
    numbers = np.asarray(image)
    if numbers.ndim != 2 or numbers.size == 0 or max(numbers.shape) > _LARGEST:
        raise ValueError(f"image must have shape (height, width), at most 12 x 12, got {numbers.shape}")
    if numbers.dtype.kind not in "buif" or not np.all(np.isfinite(numbers)):
        raise ValueError(f"image must hold finite real numbers, got dtype {numbers.dtype}")
    size = whole("size", size, 1, 6)
    stride = size if stride is None else whole("stride", stride, 1, 6)
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    if view not in VIEWS:
        raise ValueError(f"view must be one of {', '.join(VIEWS)}, got {view!r}")
    if size > min(numbers.shape):
        raise ValueError(f"size {size} does not fit into an image of shape {numbers.shape}")
    pixels = numbers.astype(np.float64)
    answers, back = pool(pixels, size, stride, mode)
    config: dict[str, Any] = {
        "image": pixels.tolist(), "size": size, "stride": stride, "mode": mode, "view": view, "modes": MODES,
        "gradient": gradient_stops(),
    }  # fmt: skip
    settings = f"{mode} pooling, size {size}, stride {stride}"
    if view == "back":
        most = float(back.max())
        alt = f"{settings}: with 1 at each of the {answers.size} outputs, no input receives more than {most:.3g}."
        panels, titles, kinds = [pixels, back], ["map", "what each number receives"], ["feature", "gradient"]
    else:
        before, after = (" x ".join(map(str, array.shape)) for array in (pixels, answers))
        alt = f"{settings} turns a {before} map into {after}."
        panels, titles, kinds = [pixels, answers], ["map", mode], ["feature", "feature"]
    boxes = {0: [(0, 0, size, size)]} if view == "back" else {0: [(0, 0, size, size)], 1: [(0, 0, 1, 1)]}
    picture = show_images(panels, titles, kind=kinds, values=True, colorbar=False, highlight=boxes, alt=alt)
    return Explorer("pooling", config, picture)
