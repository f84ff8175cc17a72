"""Curves and bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from utils.plots.picture import Picture, required_text
from utils.plots.style import PALETTE, course_style

_STYLES = ("-", "--", "-.", ":")


def _numbers(values: Any, name: str) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a sequence of numbers, got {values!r}") from None
    if numbers.ndim != 1:
        raise ValueError(f"{name} must be one-dimensional, got shape {numbers.shape}")
    if numbers.size == 0:
        raise ValueError(f"{name} is empty")
    return numbers


def plot_curves(
    curves: Mapping[str, Sequence[float]],
    *,
    xlabel: str,
    ylabel: str,
    alt: str,
    x: Sequence[float] | Mapping[str, Sequence[float]] | None = None,
    log_x: bool = False,
    log_y: bool = False,
    title: str | None = None,
    width: float = 7.0,
    height: float = 3.8,
) -> Picture:
    """Draw one line per entry, told apart by colour and by dash.

    Args:
        curves: name to numbers; NaN leaves a gap.
        xlabel, ylabel: what the axes measure, with the unit.
        alt: what the picture shows.
        x: positions for all curves or a dict of positions by name; None counts 0, 1, 2, ...
        log_x, log_y: logarithmic axes.
        title, width, height: of the figure; inches.

    Raises:
        ValueError: names the argument: empty, not one-dimensional, lengths that differ, values <= 0 on a log
            axis.
    """
    required_text("alt", alt)
    if not curves:
        raise ValueError("curves is empty: nothing to draw")
    with course_style():
        fig = Figure(figsize=(width, height), layout="constrained")
        axes = fig.subplots()
        positions = []
        for index, (name, values) in enumerate(curves.items()):
            y = _numbers(values, f"curves[{name!r}]")
            given = x.get(name) if isinstance(x, Mapping) else x
            if given is None and isinstance(x, Mapping):
                raise ValueError(f"x has no entry for {name!r}")
            at = np.arange(len(y), dtype=np.float64) if given is None else _numbers(given, "x")
            if len(at) != len(y):
                raise ValueError(f"x has {len(at)} positions, curves[{name!r}] has {len(y)} values")
            for label, flag, data in (("log_x", log_x, at), ("log_y", log_y, y)):
                if flag and np.any(data <= 0):
                    raise ValueError(f"{label} needs values above 0, {name!r} has {np.nanmin(data):g}")
            positions.append(at)
            style = _STYLES[index % len(_STYLES)]
            marker = "o" if len(y) <= 15 else None
            axes.plot(at, y, style, color=PALETTE[index % len(PALETTE)], marker=marker, label=name)
        if log_x:
            axes.set_xscale("log")
        if log_y:
            axes.set_yscale("log")
        if not log_x and all(np.all(at == np.round(at)) for at in positions):
            axes.xaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
        axes.set(xlabel=xlabel, ylabel=ylabel, title=title or "")
        axes.grid(True)
        if len(curves) > 1:
            axes.legend(handlelength=3)
    return Picture(fig, alt)


def _bar_text(value: float) -> str:
    if value != value:
        return "no value"
    if value == round(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def plot_bars(
    values: Mapping[str, float],
    *,
    ylabel: str,
    alt: str,
    log: bool = False,
    title: str | None = None,
    width: float = 7.0,
    height: float | None = None,
) -> Picture:
    """Draw one bar per entry with its number at its end.

    Bars stand upright for a few short names and lie down for long or many names.

    Args:
        values: name to number; NaN draws no bar.
        ylabel: what the bars measure, with the unit.
        alt: what the picture shows.
        log: logarithmic axis (bar lengths then compare orders of magnitude, not amounts).
        title, width, height: of the figure; inches.

    Raises:
        ValueError: names the argument: empty, not numbers, values <= 0 on a log axis.
    """
    required_text("alt", alt)
    if not values:
        raise ValueError("values is empty: nothing to draw")
    names = list(values)
    numbers = _numbers(list(values.values()), "values")
    if log and np.any(numbers <= 0):
        raise ValueError(f"log needs values above 0, got {np.nanmin(numbers):g}")
    room = width / len(names) / 0.1  # characters of an upright label, 0.1 inch each
    lying = len(names) > 10 or max(map(len, names)) > room
    with course_style():
        size = height or (0.42 * len(names) + 0.9 if lying else 3.6)
        fig = Figure(figsize=(width, size), layout="constrained")
        axes = fig.subplots()
        bars = (axes.barh if lying else axes.bar)(names, numbers, 0.66, color=PALETTE[0])
        axes.bar_label(bars, [_bar_text(float(v)) for v in numbers], padding=3)
        axes.margins(x=0.12 if lying else None, y=None if lying else 0.12)
        if log:
            (axes.set_xscale if lying else axes.set_yscale)("log")
        (axes.set_xlabel if lying else axes.set_ylabel)(ylabel)
        (axes.xaxis if lying else axes.yaxis).grid(True)
        if lying:
            axes.invert_yaxis()
        axes.set_title(title or "")
    return Picture(fig, alt)
