"""Scores to drag, with the probabilities, the loss and its gradient."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from utils.explorers.explorer import Explorer, whole
from utils.plots import COLOURS, Picture
from utils.plots.style import course_style

_REACH = 10.0


def probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the softmax of one vector of scores."""
    e = np.exp(scores - scores.max())
    return e / e.sum()


def softmax_scores(scores: Sequence[float], label: int = 0, names: Sequence[str] | None = None) -> Explorer:
    """Drag the scores of a few classes and see probabilities, cross-entropy and the gradient p - y.

    Args:
        scores: two to ten numbers from -10 to 10.
        label: number of the right class.
        names: of the classes; None numbers them.

    Raises:
        ValueError: names the argument.
    """
    z = np.asarray(scores, dtype=np.float64)
    if z.ndim != 1 or not 2 <= len(z) <= 10:
        raise ValueError(f"scores must be two to ten numbers, got shape {z.shape}")
    if not np.all(np.abs(z) <= _REACH):
        raise ValueError(f"scores must be from -10 to 10, got {z.tolist()}")
    label = whole("label", label, 0, len(z) - 1)
    labels = [str(k) for k in range(len(z))] if names is None else list(names)
    if len(labels) != len(z):
        raise ValueError(f"names must have one entry per score: {len(z)} scores, {len(labels)} names")
    config = {"scores": z.tolist(), "label": label, "names": labels}
    return Explorer("softmax_scores", config, _draw(z, label, labels))


def _draw(z: NDArray[np.float64], label: int, names: list[str]) -> Picture:
    p = probabilities(z)
    gradient = p - np.eye(len(z))[label]
    loss = -np.log(p[label])
    parts = [
        f"{name}: score {a:g}, p {b:.3f}, p - y {c:+.3f}" for name, a, b, c in zip(names, z, p, gradient, strict=True)
    ]
    with course_style():
        fig = Figure(figsize=(7.5, 0.42 * len(z) + 1.5), layout="constrained")
        panels = (
            ("score", z, "blue", (min(2.2 * z.min(), -1), max(1.5 * z.max(), 1))),
            ("p", p, "orange", (0, 1.35)),
            ("p − y", gradient, "green", (-1.5, 1.5)),
        )
        for axes, (title, values, colour, limits) in zip(fig.subplots(1, 3, sharey=True), panels, strict=True):
            bars = axes.barh(names, values, 0.66, color=COLOURS[colour])
            axes.bar_label(bars, [f"{v:.3g}".replace("-", "−") for v in values], padding=3)
            axes.set_xlim(limits)
            axes.axvline(0, color=COLOURS["grey"], linewidth=0.8)
            axes.set_title(title)
        axes.invert_yaxis()
        fig.suptitle(f"label {names[label]}: loss −ln {p[label]:.3f} = {loss:.3f}")
    return Picture(fig, f"Softmax of scores, label {names[label]}, loss {loss:.3f}. {'; '.join(parts)}.")
