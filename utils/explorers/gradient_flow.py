"""How large values and gradients are, layer by layer, in a small random network."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from utils.explorers.activation import curve
from utils.explorers.explorer import Explorer, whole
from utils.plots import COLOURS, Picture
from utils.plots.style import course_style

WIDTH = 32
BATCH = 16
NAMES = ("sigmoid", "tanh", "ReLU", "leaky ReLU", "ELU")
_WORD = 0xFFFFFFFF


def _uniform(seed: int) -> Iterator[float]:
    """Yield numbers in [0, 1) from the generator mulberry32, the same that the figure's script has."""
    state = seed & _WORD
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        t = ((state ^ (state >> 15)) * (state | 1)) & _WORD
        t = (t ^ (t + (((t ^ (t >> 7)) * (t | 61)) & _WORD))) & _WORD
        yield (t ^ (t >> 14)) / 2**32


def _normal(source: Iterator[float], rows: int, columns: int) -> np.ndarray:
    """Return (rows, columns) standard normal numbers, by Box and Muller (1958), one from each pair."""
    numbers = [
        math.sqrt(-2 * math.log(1 - next(source))) * math.cos(2 * math.pi * next(source)) for _ in range(rows * columns)
    ]
    return np.array(numbers).reshape(rows, columns)


def flow(depth: int, activation: str, gain: float, alpha: float, seed: int) -> tuple[list[float], list[float]]:
    """Return the root mean square of every layer's output, and of the gradient at every layer's input.

    A batch of 16 random vectors goes through `depth` dense layers of 32 units; weights have the standard deviation
    gain / sqrt(32). A random gradient enters at the top.
    """
    source = _uniform(seed)
    values = _normal(source, BATCH, WIDTH)
    weights, slopes, sizes = [], [], []
    for _ in range(depth):
        weights.append(_normal(source, WIDTH, WIDTH) * gain / math.sqrt(WIDTH))
        values, slope = curve(activation, alpha, values @ weights[-1])
        slopes.append(slope)
        sizes.append(float(np.sqrt(np.mean(values**2))))
    gradient = _normal(source, BATCH, WIDTH)
    gradients = []
    for weight, slope in zip(reversed(weights), reversed(slopes), strict=True):
        gradient = (gradient * slope) @ weight.T
        gradients.append(float(np.sqrt(np.mean(gradient**2))))
    return sizes, gradients[::-1]


def gradient_flow(
    depth: int = 10, activation: str = "sigmoid", gain: float = 1.0, *, alpha: float = 0.1, seed: int = 0
) -> Explorer:
    """Show the size of values and gradients in a random network, layer by layer.

    Args:
        depth: layers, 1 to 30.
        activation: one of "sigmoid", "tanh", "ReLU", "leaky ReLU", "ELU".
        gain: weights have the standard deviation gain / sqrt(32); 0.1 to 8.
        alpha: of the leaky ReLU and the ELU, as in `utils.explorers.activation`.
        seed: of the random weights.

    Raises:
        ValueError: names the argument.
    """
    depth, seed = whole("depth", depth, 1, 30), whole("seed", seed, 0)
    if activation not in NAMES:
        raise ValueError(f"activation must be one of {', '.join(NAMES)}, got {activation!r}")
    if not 0.1 <= gain <= 8:
        raise ValueError(f"gain must be from 0.1 to 8, got {gain!r}")
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha must be from 0 to 1, got {alpha!r}")
    config = {
        "names": NAMES, "depth": depth, "activation": activation, "gain": float(gain), "alpha": float(alpha),
        "seed": seed, "width": WIDTH, "batch": BATCH,
    }  # fmt: skip
    return Explorer("gradient_flow", config, _draw(*flow(depth, activation, gain, alpha, seed), activation, gain))


def _draw(sizes: list[float], gradients: list[float], activation: str, gain: float) -> Picture:
    at = range(1, len(sizes) + 1)
    floor = 1e-300
    with course_style():
        fig = Figure(figsize=(7, 3.8), layout="constrained")
        axes = fig.subplots()
        axes.plot(at, np.maximum(sizes, floor), "o-", color=COLOURS["blue"], label="output of the layer")
        axes.plot(at, np.maximum(gradients, floor), "s--", color=COLOURS["green"], label="gradient at its input")
        axes.set_yscale("log")
        axes.set(xlabel="layer", ylabel="size (RMS)", title=f"{activation}, gain {gain:g}")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(True)
        axes.legend()
    alt = (
        f"Sizes in {len(sizes)} layers with {activation} and gain {gain:g}, logarithmic: outputs from {sizes[0]:.2g} "
        f"in layer 1 to {sizes[-1]:.2g} in the last, gradients from {gradients[-1]:.2g} in the last to "
        f"{gradients[0]:.2g} in layer 1."
    )
    return Picture(fig, alt)
