"""A picture turned, shifted, zoomed and mirrored by hand, and the draws that such ranges allow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.explorers.explorer import Explorer
from utils.plots import show_images

FILLS = ("constant", "nearest", "reflect")
_LARGEST, _MOST = 32, 10


def _source(
    size: int, other: int, angle: float, right: float, down: float, zoom: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, for every output pixel of a (size, other) image, the row and column that it is read from."""
    rows, columns = np.meshgrid(np.arange(size) - (size - 1) / 2, np.arange(other) - (other - 1) / 2, indexing="ij")
    y, x = rows * (1 + zoom) - down * size, columns * (1 + zoom) - right * other
    turn = math.radians(angle)
    return (
        math.sin(turn) * x + math.cos(turn) * y + (size - 1) / 2,
        math.cos(turn) * x - math.sin(turn) * y + (other - 1) / 2,
    )


def _inside(index: NDArray[np.int64], length: int, fill: str) -> NDArray[np.int64]:
    """Return indices within 0..length-1 for the two fills that read the picture again beyond its edge."""
    if fill == "nearest":
        return np.clip(index, 0, length - 1)
    period = index % (2 * length)
    return np.minimum(period, 2 * length - 1 - period)


def move(
    image: NDArray[np.float64],
    angle: float = 0.0,
    right: float = 0.0,
    down: float = 0.0,
    zoom: float = 0.0,
    *,
    mirror: bool = False,
    fill: str = "constant",
) -> NDArray[np.float64]:
    """Mirror, turn, shift, then zoom a grey image (H, W), interpolating between four pixels.

    The units are those of the Keras layers: `angle` in degrees counter-clockwise (RandomRotation takes
    angle / 360), `right` and `down` as fractions of width and height (RandomTranslation), `zoom` above 0 makes
    the picture smaller (RandomZoom).
    """
    height, width = image.shape
    picture = image[:, ::-1] if mirror else image
    y, x = _source(height, width, angle, right, down, zoom)
    top, left = np.floor(y).astype(np.int64), np.floor(x).astype(np.int64)
    moved = np.zeros(image.shape)
    for row, part in ((top, 1 - (y - top)), (top + 1, y - top)):
        for column, share in ((left, 1 - (x - left)), (left + 1, x - left)):
            read = picture[
                _inside(row, height, "nearest" if fill == "constant" else fill),
                _inside(column, width, "nearest" if fill == "constant" else fill),
            ]
            if fill == "constant":
                read = np.where((row >= 0) & (row < height) & (column >= 0) & (column < width), read, 0)
            moved += part * share * read
    return moved


def augmentation(
    images: ArrayLike,
    angle: float = 10.0,
    right: float = 0.1,
    down: float = 0.0,
    zoom: float = 0.0,
    *,
    fill: str = "constant",
    names: Sequence[object] | None = None,
) -> Explorer:
    """Turn, shift and zoom digits with sliders, and draw at random within the ranges that the sliders set.

    Args:
        images: (N, H, W) or (H, W), grey, 0 is empty; at most 10 images of 32 x 32.
        angle: degrees counter-clockwise, -180 to 180.
        right, down: shift as a fraction of width and height, -0.6 to 0.6.
        zoom: -0.5 to 0.5; above 0 the picture gets smaller, as in Keras.
        fill: what lies beyond the edge, "constant" (zeros), "nearest" or "reflect".
        names: of the images, to choose by; None counts 1, 2, 3, ...

    Raises:
        ValueError: names the argument.
    """
    pixels = np.asarray(images)
    if pixels.ndim == 2:
        pixels = pixels[None]
    limits = (_MOST, _LARGEST, _LARGEST)
    if pixels.ndim != 3 or pixels.size == 0 or any(n > most for n, most in zip(pixels.shape, limits, strict=True)):
        raise ValueError(f"images must have shape (N, height, width), at most {limits}, got {pixels.shape}")
    if pixels.dtype.kind not in "buif" or not np.all(np.isfinite(pixels)) or pixels.min() < 0:
        raise ValueError("images must hold finite numbers, none below 0")
    start = {"angle": angle, "right": right, "down": down, "zoom": zoom}
    for (name, value), most in zip(start.items(), (180, 0.6, 0.6, 0.5), strict=True):
        if not -most <= value <= most:
            raise ValueError(f"{name} must be from {-most} to {most}, got {value!r}")
    if fill not in FILLS:
        raise ValueError(f"fill must be one of {', '.join(FILLS)}, got {fill!r}")
    called = [str(name) for name in (range(1, len(pixels) + 1) if names is None else names)]
    if len(called) != len(pixels):
        raise ValueError(f"names must have one entry per image: {len(pixels)} images, {len(called)} names")
    grey = np.round(pixels * (255 / max(float(pixels.max()), 1e-12))).astype(int)
    first = grey[0].astype(np.float64)
    rng = np.random.default_rng(0)
    ranges = np.array(list(start.values()))
    draws = [move(first, *(ranges * rng.uniform(-1, 1, 4)), fill=fill) for _ in range(8)]
    settings = f"turned by {angle:g} degrees, shifted by {right:g} right and {down:g} down, zoom {zoom:g}"
    picture = show_images(
        [first, move(first, angle, right, down, zoom, fill=fill), *draws],
        ["as it is", "as set", *(f"draw {i + 1}" for i in range(8))],
        columns=5,
        width=7.5,
        limits=(0, 255),
        alt=f"A picture as it is, {settings}, and eight random draws within these ranges.",
    )
    config: dict[str, Any] = {"images": grey.tolist(), "start": start, "fill": fill, "fills": FILLS, "names": called}
    return Explorer("augmentation", config, picture)
