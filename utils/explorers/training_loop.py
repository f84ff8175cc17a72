"""The training loop line by line, for one weight and one example."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from utils.explorers.explorer import Explorer
from utils.plots import COLOURS, Picture
from utils.plots.style import course_style

_SHOWN = 12


class Round(NamedTuple):
    """One pass through the loop: the loss at the weight it began with, the gradient it applied, the weight after."""

    loss: float
    gradient: float
    weight: float


def rounds(w: float, x: float, target: float, rate: float, count: int, clear: bool = True) -> list[Round]:
    """Gradient descent on (w x - target)^2 for `count` rounds; without `clear`, gradients add up."""
    path, gradient = [], 0.0
    for _ in range(count):
        error = w * x - target
        gradient = 2 * error * x + (0.0 if clear else gradient)
        w -= rate * gradient
        path.append(Round(error * error, gradient, w))
    return path


def training_loop(
    w: float = 1.0, x: float = 2.0, target: float = 6.0, rate: float = 0.05, clear: bool = True
) -> Explorer:
    """Step through zero_grad, forward, loss, backward and step, with or without zero_grad.

    Args:
        w: the first weight.
        x: the input, not 0.
        target: what w x should be.
        rate: the learning rate, above 0 and at most 0.5.
        clear: whether the box zero_grad is ticked at the start.

    Raises:
        ValueError: names the argument that is not such a number.
    """
    for name, value in (("w", w), ("x", x), ("target", target), ("rate", rate)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"{name} must be a finite number, got {value!r}")
    if x == 0:
        raise ValueError("x must not be 0: no weight would change the prediction")
    if not 0 < rate <= 0.5:
        raise ValueError(f"rate must be above 0 and at most 0.5, got {rate!r}")
    config = {"w": w, "x": x, "target": target, "rate": rate, "clear": bool(clear)}
    return Explorer("training_loop", config, _draw(float(w), float(x), float(target), float(rate)))


def _draw(w: float, x: float, target: float, rate: float) -> Picture:
    best = target / x
    with course_style():
        fig = Figure(figsize=(7.5, 3.4), layout="constrained")
        axes = fig.subplots()
        ends = []
        for clear, colour, marker in ((True, "blue", "o"), (False, "orange", "s")):
            path = [w, *(after.weight for after in rounds(w, x, target, rate, _SHOWN, clear))]
            name = "with zero_grad" if clear else "without zero_grad"
            axes.plot(range(_SHOWN + 1), path, color=COLOURS[colour], marker=marker, label=name)
            ends.append(f"{name}, w after {_SHOWN} rounds is {path[-1]:.3g}")
        axes.axhline(best, color=COLOURS["grey"], linewidth=0.8, linestyle=":")
        axes.set(xlabel="round", ylabel="w", title=f"prediction {x:g} w, target {target:g}, rate {rate:g}")
        axes.set_xticks(np.arange(0, _SHOWN + 1, 2))
        axes.legend()
    return Picture(fig, f"One weight in training, from {w:g}, best {best:.3g}: {'; '.join(ends)}.")
