"""Filters at several moments of their training, with the loss of that moment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from utils.explorers.explorer import Explorer
from utils.plots import show_images

_LARGEST = 11


def training_film(frames: ArrayLike, steps: Sequence[int], losses: Sequence[float]) -> Explorer:
    """Play the filters of a layer through training.

    Args:
        frames: (moments, filters, height, width), at most 200 moments, 32 filters of 11 x 11.
        steps: at which each frame was taken, one a moment, growing.
        losses: at each moment.

    Raises:
        ValueError: names the argument.
    """
    film = np.asarray(frames, dtype=np.float64)
    limits = (200, 32, _LARGEST, _LARGEST)
    if film.ndim != 4 or film.size == 0 or any(n > most for n, most in zip(film.shape, limits, strict=True)):
        raise ValueError(
            f"frames must have shape (moments, filters, height, width), at most {limits}, got {film.shape}"
        )
    if not np.all(np.isfinite(film)):
        raise ValueError("frames must hold finite numbers")
    times, heights = [int(step) for step in steps], [float(loss) for loss in losses]
    for name, given in (("steps", times), ("losses", heights)):
        if len(given) != len(film):
            raise ValueError(f"{name} must have one entry per moment: {len(film)} moments, {len(given)} {name}")
    if any(later <= sooner for sooner, later in pairwise(times)):
        raise ValueError("steps must grow from moment to moment")
    if not np.all(np.isfinite(heights)):
        raise ValueError("losses must be finite")
    moments = sorted({0, len(film) // 4, len(film) // 2, len(film) - 1})
    shown = [film[moment][filter_] for moment in moments for filter_ in range(min(6, film.shape[1]))]
    titles = [f"step {times[m]}" if k == 0 else "" for m in moments for k in range(min(6, film.shape[1]))]
    told = ", ".join(f"step {times[m]} loss {heights[m]:.3g}" for m in moments)
    picture = show_images(
        shown,
        titles,
        kind="kernel",
        columns=min(6, film.shape[1]),
        alt=f"Filters during training, one row a moment: {told}.",
    )
    config: dict[str, Any] = {"frames": np.round(film, 4).tolist(), "steps": times, "losses": heights}
    return Explorer("training_film", config, picture)
