"""A grey square to move over a photograph, and the scores that are left."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from utils.explorers.explorer import Explorer, count_windows, whole
from utils.plots import show_images

_LARGEST = 320


def occlusion(
    image: NDArray[np.uint8],
    scores: Mapping[str, float],
    drops: Mapping[str, ArrayLike],
    patch: int,
    stride: int,
    *,
    fill: int = 127,
) -> Explorer:
    """Cover a photograph and read what a network, asked beforehand for every place, then says.

    Args:
        image: uint8 RGB (H, W, 3), at most 320 x 320.
        scores: {class: its score for the whole image}.
        drops: {class: (H', W')}, by how much the score drops when the square at (row * stride, column * stride) is
            covered; H' = floor((H - patch) / stride) + 1.
        patch: side of the square in pixels.
        stride: its step in pixels.
        fill: grey that covers, 0 to 255.

    Raises:
        ValueError: names the argument: wrong shapes, numbers that are not finite, other classes than in scores.
    """
    photo = np.asarray(image)
    if photo.ndim != 3 or photo.shape[2] != 3 or photo.dtype != np.uint8 or not 0 < max(photo.shape) <= _LARGEST:
        raise ValueError(f"image must be uint8 (H, W, 3), at most 320 x 320, got {photo.dtype} {photo.shape}")
    patch = whole("patch", patch, 1, min(photo.shape[:2]))
    stride = whole("stride", stride, 1)
    fill = whole("fill", fill, 0, 255)
    if not scores or list(scores) != list(drops):
        raise ValueError(f"drops must have the classes of scores, {list(scores)}, got {list(drops)}")
    expected = tuple(count_windows(side, patch, stride) for side in photo.shape[:2])
    maps = {name: np.asarray(values, dtype=np.float64) for name, values in drops.items()}
    for name, values in maps.items():
        if values.shape != expected or not np.all(np.isfinite(values)):
            raise ValueError(f"drops[{name!r}] must hold finite numbers of shape {expected}, got {values.shape}")
        if not math.isfinite(scores[name]):
            raise ValueError(f"scores[{name!r}] must be finite, got {scores[name]}")
    first = next(iter(maps))
    row, column = (int(n) for n in np.unravel_index(int(maps[first].argmax()), expected))
    covered = photo.copy()
    covered[row * stride : row * stride + patch, column * stride : column * stride + patch] = fill
    left = scores[first] - maps[first][row, column]
    picture = show_images(
        [covered, maps[first]],
        [f"{first} {scores[first]:.1f}, covered {left:.1f}", "drop at each place"],
        kind=["image", "feature"],
        highlight={1: [(row, column, 1, 1)]},
        width=7,
        alt=f"The square where covering lowers {first} most: from {scores[first]:.2f} to {left:.2f}.",
    )
    stream = io.BytesIO()
    Image.fromarray(photo).save(stream, "PNG")
    config: dict[str, Any] = {
        "photo": "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode(),
        "height": photo.shape[0], "width": photo.shape[1], "patch": patch, "stride": stride, "fill": fill,
        "classes": [
            {"name": name, "score": float(scores[name]), "drops": np.round(values, 4).tolist()}
            for name, values in maps.items()
        ],
    }  # fmt: skip
    return Explorer("occlusion", config, picture)
