"""The part of the input that one output unit sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from utils.explorers.explorer import Explorer, whole
from utils.plots import COLOURS, Picture
from utils.plots.style import course_style

_MOST_LAYERS = 10
_MOST_UNITS = 160


class Level(NamedTuple):
    """One layer's view of the input: distance between neighbouring units and pixels seen by one unit."""

    jump: int
    size: int


def receptive_fields(layers: Sequence[tuple[int, int]]) -> list[Level]:
    """Return the levels from the input (jump 1, size 1) to the last layer.

    A layer with kernel k and stride s on a level with jump j and receptive field r has receptive field
    `r + (k - 1) * j` and jump `j * s`.
    """
    levels = [Level(1, 1)]
    for kernel, stride in layers:
        jump, size = levels[-1]
        levels.append(Level(jump * stride, size + (kernel - 1) * jump))
    return levels


def receptive_field(layers: Sequence[tuple[int, int]]) -> Explorer:
    """Draw the cone from one output unit down to the input pixels that it sees, in one dimension.

    Args:
        layers: (kernel, stride) from the input on; 1 to 10 layers, kernel 1 to 15, stride 1 to 8. Pooling counts
            as a layer.

    Raises:
        ValueError: names the argument: no layers, an entry that is no pair, sizes out of range.
    """
    if not 1 <= len(layers) <= _MOST_LAYERS:
        raise ValueError(f"layers must hold 1 to {_MOST_LAYERS} pairs (kernel, stride), got {len(layers)}")
    checked: list[tuple[int, int]] = []
    for index, layer in enumerate(layers):
        if not isinstance(layer, Sequence) or len(layer) != 2:
            raise ValueError(f"layers[{index}] must be a pair (kernel, stride), got {layer!r}")
        kernel, stride = layer
        checked.append(
            (whole(f"layers[{index}] kernel", kernel, 1, 15), whole(f"layers[{index}] stride", stride, 1, 8))
        )
    return Explorer("receptive_field", {"layers": [list(layer) for layer in checked]}, _draw(checked))


def _draw(layers: list[tuple[int, int]]) -> Picture:
    levels = receptive_fields(layers)
    jump, size = levels[-1]
    alt = (
        "Receptive field of one unit, layer by layer: "
        + "; ".join(
            f"layer {i} (kernel {k}, stride {s}) sees {level.size} pixels, jump {level.jump}"
            for i, ((k, s), level) in enumerate(zip(layers, levels[1:], strict=True), start=1)
        )
        + "."
    )
    top = 3 if size + 2 * jump <= _MOST_UNITS else 1
    pixels = size + (top - 1) * jump
    chosen = top // 2
    with course_style():
        fig = Figure(figsize=(8.2, 0.85 * len(levels) + 0.4), layout="constrained")
        axes = fig.subplots()
        axes.set_axis_off()
        low, high = float(chosen * jump), float(chosen * jump + size)
        # Walk down from the chosen unit: the range of units that it needs on each level.
        first, last = chosen, chosen
        spans = [(first, last)]
        for kernel, stride in reversed(layers):
            first, last = first * stride, last * stride + kernel - 1
            spans.append((first, last))
        edges = []
        for depth, level in enumerate(levels):
            first, last = spans[len(layers) - depth]
            units = (pixels - level.size) // level.jump + 1
            edges.append((first * level.jump + (level.size - 1) / 2, last * level.jump + (level.size - 1) / 2))
            wide = 0.8 * min(level.jump, 4 + pixels / 60)
            if units <= _MOST_UNITS:
                for unit in range(units):
                    middle = unit * level.jump + (level.size - 1) / 2
                    inside = first <= unit <= last
                    axes.add_patch(
                        Rectangle(
                            (middle - wide / 2, depth - 0.16), wide, 0.32, zorder=3, linewidth=0,
                            facecolor=COLOURS["blue"] if inside else "#c9c9c9",
                        )
                    )  # fmt: skip
            else:
                for start, end, colour in ((0, pixels, "#c9c9c9"), (low, high, COLOURS["blue"])):
                    axes.add_patch(
                        Rectangle(
                            (start - 0.5, depth - 0.16), end - start, 0.32, zorder=3, linewidth=0, facecolor=colour
                        )
                    )
            name = "input" if depth == 0 else f"layer {depth}"
            what = "" if depth == 0 else f"\nkernel {layers[depth - 1][0]}, stride {layers[depth - 1][1]}"
            axes.text(-0.02 * pixels - 0.7, depth, name + what, ha="right", va="center", fontsize=10)
            seen = f"sees {level.size}\njump {level.jump}" if depth else f"{pixels} pixels"
            axes.text(pixels + 0.02 * pixels - 0.3, depth, seen, ha="left", va="center", fontsize=10)
        outline = [(left - 0.4, depth) for depth, (left, _) in enumerate(edges)]
        outline += [(right + 0.4, depth) for depth, (_, right) in reversed(list(enumerate(edges)))]
        axes.add_patch(Polygon(outline, facecolor=COLOURS["sky"], alpha=0.3, linewidth=0, zorder=1))
        axes.set_xlim(-0.16 * pixels - 1, 1.12 * pixels)
        axes.set_ylim(-0.5, len(levels) - 0.5)
        axes.set_title(f"one unit of the last layer sees {size} of {pixels} pixels")
    return Picture(fig, alt)
