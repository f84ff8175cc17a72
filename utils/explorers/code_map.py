"""A map of images: point at one and see it, with its nearest neighbours in the codes that the map was made from."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from utils.explorers.explorer import Explorer, whole
from utils.plots import PALETTE, Picture
from utils.plots.style import course_style

_MOST = 600
_LARGEST = 28


def nearest_others(codes: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Return for each of codes (N, D) its k nearest others by Euclidean distance, nearest first: (N, k)."""
    squares = (codes**2).sum(axis=1)
    distances = squares[:, None] + squares[None] - 2 * codes @ codes.T
    np.fill_diagonal(distances, np.inf)
    return distances.argsort(axis=1, kind="stable")[:, :k]


def code_map(
    maps: Mapping[str, ArrayLike],
    codes: Mapping[str, ArrayLike],
    images: NDArray[np.uint8],
    labels: Sequence[int] | NDArray[np.integer[Any]],
    k: int = 10,
) -> Explorer:
    """Look up the points of a map.

    Args:
        maps: {layer: places on paper (N, 2)}, N up to 600.
        codes: {layer: (N, D)}, the numbers that the map of the layer was made from.
        images: uint8 (N, H, W), at most 28 x 28.
        labels: (N,), 0 to 9.
        k: neighbours, 1 to 20 and fewer than N.

    Raises:
        ValueError: names the argument.
    """
    pictures, classes = np.asarray(images), np.asarray(labels)
    count = len(pictures)
    if pictures.ndim != 3 or pictures.dtype != np.uint8 or not 0 < max(pictures.shape[1:]) <= _LARGEST:
        raise ValueError(f"images must be uint8 (N, H, W), at most 28 x 28, got {pictures.dtype} {pictures.shape}")
    if not 2 <= count <= _MOST:
        raise ValueError(f"images must be 2 to {_MOST}, got {count}")
    if classes.shape != (count,) or classes.dtype.kind not in "iu" or classes.min() < 0 or classes.max() > 9:
        raise ValueError(f"labels must be {count} integers from 0 to 9, got {classes.dtype} {classes.shape}")
    k = whole("k", k, 1, min(20, count - 1))
    if not maps or list(maps) != list(codes):
        raise ValueError(f"codes must have the layers of maps, {list(maps)}, got {list(codes)}")
    layers: list[dict[str, Any]] = []
    for name in maps:
        places, rows = (np.asarray(part, dtype=np.float64) for part in (maps[name], codes[name]))
        if places.shape != (count, 2) or not np.all(np.isfinite(places)):
            raise ValueError(f"maps[{name!r}] must hold finite numbers of shape ({count}, 2), got {places.shape}")
        if rows.ndim != 2 or len(rows) != count or not np.all(np.isfinite(rows)):
            raise ValueError(f"codes[{name!r}] must hold finite numbers of shape ({count}, D), got {rows.shape}")
        low, high = places.min(axis=0), places.max(axis=0)
        unit = (places - low) / np.where(high > low, high - low, 1)
        layers.append({"name": name, "places": np.round(unit, 4).tolist(), "nearest": nearest_others(rows, k).tolist()})
    config: dict[str, Any] = {
        "layers": layers, "labels": classes.tolist(), "k": k, "palette": PALETTE,
        "height": pictures.shape[1], "width": pictures.shape[2],
        "pixels": base64.b64encode(pictures.tobytes()).decode(),
    }  # fmt: skip
    return Explorer("code_map", config, _draw(layers, classes, k))


def _draw(layers: list[dict[str, Any]], labels: NDArray[np.integer[Any]], k: int) -> Picture:
    told = []
    with course_style():
        fig = Figure(figsize=(3.4 * len(layers), 3.6), layout="constrained")
        for axes, layer in zip(np.ravel(fig.subplots(1, len(layers))), layers, strict=True):
            for (x, y), label in zip(layer["places"], labels, strict=True):
                colour = PALETTE[label % len(PALETTE)]
                axes.text(x, y, str(label), color=colour, fontsize=7, ha="center", va="center")
            axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), xticks=[], yticks=[], title=layer["name"])
            purity = (labels[np.array(layer["nearest"])] == labels[:, None]).mean()
            told.append(f"{layer['name']} {purity:.2f}")
    return Picture(fig, f"{len(labels)} images as points; purity of {k} neighbours: {', '.join(told)}.")
