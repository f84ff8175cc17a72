"""An activation function above, its slope below, and a point to drag along both."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from utils.explorers.explorer import Explorer
from utils.plots import PALETTE, Picture
from utils.plots.style import course_style

NAMES = ("sigmoid", "tanh", "ReLU", "leaky ReLU", "ELU", "softplus")
_REACH = 8.0


def curve(name: str, alpha: float, z: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return function and slope of one of `NAMES` at z, of any shape; alpha is the slope or the floor left of 0."""
    e = np.exp(-np.abs(z))
    sigmoid = np.where(z >= 0, 1, e) / (1 + e)
    left = z < 0
    match name:
        case "sigmoid":
            return sigmoid, sigmoid * (1 - sigmoid)
        case "tanh":
            return np.tanh(z), 1 - np.tanh(z) ** 2
        case "ReLU":
            return np.where(left, 0, z), np.where(z > 0, 1.0, 0.0)
        case "leaky ReLU":
            return np.where(left, alpha * z, z), np.where(z > 0, 1.0, alpha)
        case "ELU":
            return np.where(left, alpha * (e - 1), z), np.where(z > 0, 1.0, alpha * e)
        case "softplus":
            return np.where(left, 0, z) + np.log1p(e), sigmoid
    raise ValueError(f"name must be one of {', '.join(NAMES)}, got {name!r}")


def activation(name: str = "ReLU", *, compare: str | None = None, alpha: float = 0.1, z: float = 1.0) -> Explorer:
    """Show an activation function and its slope; drag along z and read both.

    Args:
        name: one of "sigmoid", "tanh", "ReLU", "leaky ReLU", "ELU", "softplus".
        compare: a second one, drawn beside it.
        alpha: slope of the leaky ReLU for z < 0, scale of the ELU for z < 0; 0 to 1. Learned, it is the parametric
            ReLU.
        z: where the point starts, -8 to 8.

    Raises:
        ValueError: names the argument.
    """
    for argument, value in (("name", name), ("compare", compare)):
        if value not in NAMES and not (argument == "compare" and value is None):
            raise ValueError(f"{argument} must be one of {', '.join(NAMES)}, got {value!r}")
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha must be from 0 to 1, got {alpha!r}")
    if not -_REACH <= z <= _REACH:
        raise ValueError(f"z must be from -8 to 8, got {z!r}")
    config = {"names": NAMES, "name": name, "compare": compare or "", "alpha": float(alpha), "z": float(z)}
    return Explorer("activation", config, _draw([name, compare] if compare else [name], alpha, z))


def _draw(names: list[str], alpha: float, z: float) -> Picture:
    at = np.linspace(-_REACH, _REACH, 641)
    told = []
    with course_style():
        fig = Figure(figsize=(7, 4.6), layout="constrained")
        above, below = fig.subplots(2, 1, sharex=True, height_ratios=[3, 2])
        for name, colour, style in zip(names, PALETTE, ("-", "--"), strict=False):
            values, slopes = curve(name, alpha, at)
            value, slope = (float(part) for part in curve(name, alpha, np.array(z)))
            above.plot(at, values, style, color=colour, label=f"{name}({z:g}) = {value:.3f}")
            below.plot(at, slopes, style, color=colour, label=f"slope = {slope:.3f}")
            above.plot(z, value, "o", color=colour)
            below.plot(z, slope, "o", color=colour)
            told.append(f"{name} at z = {z:g} is {value:.3f} with slope {slope:.3f}")
        above.set(ylabel="f(z)", ylim=(-1.6, 3.2))
        below.set(ylabel="slope f'(z)", xlabel="z", ylim=(-0.08, 1.12))
        for axes in (above, below):
            axes.grid(True)
            axes.legend(loc="upper left")
    return Picture(fig, f"An activation function and below it its slope: {'; '.join(told)}.")
