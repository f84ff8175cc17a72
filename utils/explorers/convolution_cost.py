"""What a convolution costs, plain and taken apart."""

from __future__ import annotations

import math
from typing import NamedTuple

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from utils.explorers.explorer import Explorer, whole
from utils.explorers.networks import short
from utils.plots import COLOURS, Picture
from utils.plots.style import course_style


class Cost(NamedTuple):
    """A way to make C' maps of C maps: what it is called, how its weights multiply out, and how many they are."""

    name: str
    formula: str
    weights: int


def costs(in_channels: int, out_channels: int, kernel: int, groups: int, reduction: int) -> list[Cost]:
    """Return the weights, without biases, of five layers; multiply-adds are weights times places of the output."""
    area = kernel * kernel
    narrow = max(1, out_channels // reduction)
    k = f"{kernel}²"
    return [
        Cost("standard", f"{k} · {in_channels} · {out_channels}", area * in_channels * out_channels),
        Cost(
            f"{groups} groups" if groups > 1 else "1 group",
            f"{k} · {in_channels} · {out_channels} / {groups}",
            area * in_channels * out_channels // groups,
        ),
        Cost(
            "bottleneck",
            f"{in_channels} · {narrow} + {k} · {narrow}² + {narrow} · {out_channels}",
            in_channels * narrow + area * narrow**2 + narrow * out_channels,
        ),
        Cost(
            "depthwise separable",
            f"{k} · {in_channels} + {in_channels} · {out_channels}",
            area * in_channels + in_channels * out_channels,
        ),
        Cost("1 × 1", f"{in_channels} · {out_channels}", in_channels * out_channels),
    ]


def convolution_cost(
    size: int = 28,
    in_channels: int = 128,
    out_channels: int = 128,
    kernel: int = 3,
    *,
    groups: int = 4,
    reduction: int = 4,
) -> Explorer:
    """Compare weights and multiply-adds of a convolution with cheaper ways to make as many maps.

    Args:
        size: height and width of the output, 1 to 224.
        in_channels, out_channels: maps read and made, 1 to 2048.
        kernel: height and width of the filters, 1 to 11.
        groups: of the grouped convolution; divides both numbers of channels.
        reduction: the bottleneck works on out_channels / reduction maps; 1 to 16.

    Raises:
        ValueError: names the argument.
    """
    size, kernel = whole("size", size, 1, 224), whole("kernel", kernel, 1, 11)
    in_channels = whole("in_channels", in_channels, 1, 2048)
    out_channels = whole("out_channels", out_channels, 1, 2048)
    groups, reduction = whole("groups", groups, 1), whole("reduction", reduction, 1, 16)
    common = math.gcd(in_channels, out_channels)
    if common % groups:
        raise ValueError(f"groups must divide in_channels and out_channels, so {common}, got {groups}")
    config = {
        "size": size, "in_channels": in_channels, "out_channels": out_channels, "kernel": kernel, "groups": groups,
        "reduction": reduction,
    }  # fmt: skip
    return Explorer(
        "convolution_cost", config, _draw(size, costs(in_channels, out_channels, kernel, groups, reduction), config)
    )


def _draw(size: int, ways: list[Cost], config: dict[str, int]) -> Picture:
    places = size * size
    products = [way.weights * places for way in ways]
    colours = [COLOURS[name] for name in ("blue", "sky", "purple", "green", "grey")]
    with course_style():
        fig = Figure(figsize=(8.2, 3.4), layout="constrained")
        axes = fig.subplots()
        bars = axes.barh([way.name for way in ways], products, 0.62, color=colours)
        texts = [f" {count:,}  ({count / products[0]:.3f} of standard)" for count in products]
        axes.bar_label(bars, texts, padding=2, fontsize=10)
        axes.set_xlim(0, 1.55 * max(products))
        axes.invert_yaxis()
        axes.set_xlabel("multiply-adds")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
        axes.set_title(
            "{size} × {size} places, {in_channels} to {out_channels} maps, {kernel} × {kernel} filters".format(**config)
        )
    alt = "Multiply-adds of {in_channels} to {out_channels} maps at {size} × {size} places: ".format(**config)
    alt += "; ".join(f"{way.name} {count:,}" for way, count in zip(ways, products, strict=True)) + "."
    return Picture(fig, alt)
