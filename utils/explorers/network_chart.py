"""Accuracy of the networks of the zoo against what they cost."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from utils.explorers.explorer import Explorer
from utils.explorers.networks import short, steps
from utils.plots import COLOURS, Picture
from utils.plots.style import INK, course_style

COSTS = ("multiply-adds", "parameters")
# Families of one idea share a colour.
_FAMILIES = {
    "vermilion": ("alexnet", "zfnet", "vgg11", "vgg16", "vgg19"),
    "purple": ("nin_imagenet", "googlenet"),
    "blue": ("resnet18", "resnet34", "resnet50", "resnext50", "wide_resnet50", "densenet121"),
    "green": (
        "squeezenet1_0",
        "squeezenet1_1",
        "mobilenet_v1",
        "mobilenet_v2",
        "efficientnet_b0",
        "efficientnet_lite0",
    ),
}
_CALLED = {
    "vermilion": "plain",
    "purple": "1 × 1 and branches",
    "blue": "shortcuts",
    "green": "made small",
}  # fmt: skip

# Two of the colours look alike to some people; these outlines do not. Lengths of stroke and gap.
_OUTLINES = {"purple": (4.0, 3.0), "green": (1.0, 2.0)}


def points() -> list[dict[str, Any]]:
    """Return the networks with a published accuracy: our counts, and the accuracy with its source."""
    from utils.models.published import PUBLISHED

    colours = {name: colour for colour, names in _FAMILIES.items() for name in names}
    return [
        {
            "name": entry.name,
            "year": entry.year,
            "accuracy": round(100 - entry.top1_error, 1),
            "multiply-adds": sum(step.multiply_adds for step in steps(name)),
            "parameters": sum(step.parameters for step in steps(name)),
            "source": entry.source,
            "family": _CALLED[colours[name]],
            "colour": COLOURS[colours[name]],
            "outline": _OUTLINES.get(colours[name], ()),
        }
        for name, entry in PUBLISHED.items()
        if entry.top1_error is not None
    ]


def network_chart(cost: str = "multiply-adds") -> Explorer:
    """Show top-1 accuracy on ImageNet against multiply-adds or parameters; areas are the other of the two.

    Costs are counted from the models of `utils.models`; accuracies are published ones (`utils.models.published`).

    Args:
        cost: "multiply-adds" or "parameters" on the horizontal axis.

    Raises:
        ValueError: another `cost`.
    """
    if cost not in COSTS:
        raise ValueError(f"cost must be one of {', '.join(COSTS)}, got {cost!r}")
    shown = points()
    return Explorer("network_chart", {"cost": cost, "costs": COSTS, "points": shown}, _draw(shown, cost))


def _size(share: float) -> float:
    """Square points of a disc; the smallest are drawn large enough to be seen."""
    return max(22.0, 1500 * share)


def _name(axes: Axes, shown: list[dict[str, Any]], cost: str, radii: list[float]) -> None:
    """Write each name beside its disc, where it hides least of the other names and discs."""
    canvas = FigureCanvasAgg(axes.figure)  # type: ignore[arg-type]
    canvas.draw()
    scale = 72 / axes.figure.dpi
    centres = [axes.transData.transform((point[cost], point["accuracy"])) * scale for point in shown]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(centres, radii, strict=True)]
    frame = axes.get_window_extent()
    for point, (x, y), r in zip(shown, centres, radii, strict=True):
        wide, high = 5.0 * len(point["name"]), 11.0
        spots = [
            (x + across * (r + 3 + wide / 2), y + up * (r + 3 + high / 2))
            for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
        ]
        boxes = [(a - wide / 2, b - high / 2, a + wide / 2, b + high / 2) for a, b in spots]

        def cost_of(box: tuple[float, float, float, float]) -> float:
            hidden = sum(_common(box, other) for other in taken)
            outside = box[0] < frame.x0 * scale or box[2] > frame.x1 * scale
            return hidden + 1e4 * outside

        best = min(range(len(spots)), key=lambda i: cost_of(boxes[i]))
        taken.append(boxes[best])
        offset = (spots[best][0] - x, spots[best][1] - y)
        axes.annotate(
            point["name"], (point[cost], point["accuracy"]), offset, textcoords="offset points", ha="center",
            va="center", fontsize=9,
        )  # fmt: skip


def _common(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Area that two boxes (left, low, right, high) share."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(up, 0)


def _draw(shown: list[dict[str, Any]], cost: str) -> Picture:
    area = next(other for other in COSTS if other != cost)
    largest = max(point[area] for point in shown)
    with course_style():
        fig = Figure(figsize=(7.0, 4.5), layout="constrained")
        axes = fig.subplots()
        for family in _CALLED.values():
            members = [point for point in shown if point["family"] == family]
            axes.scatter(
                [point[cost] for point in members],
                [point["accuracy"] for point in members],
                [_size(point[area] / largest) for point in members],
                color=members[0]["colour"], alpha=0.55, edgecolor=INK, linewidth=1.2,
                linestyle=(0, members[0]["outline"] or None), label=family,
            )  # fmt: skip
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.margins(0.1)
        axes.set(xlabel=f"{cost}, logarithmic (area of a disc: {area})", ylabel="top-1 accuracy on ImageNet, %")
        axes.grid(True)
        legend = fig.legend(loc="outside upper center", ncols=len(_CALLED), handletextpad=0.2)
        for handle in legend.legend_handles:
            handle.set_sizes([60])  # type: ignore[union-attr]
        _name(axes, shown, cost, [_size(point[area] / largest) ** 0.5 / 2 for point in shown])
    best = max(shown, key=lambda point: point["accuracy"])
    least = min(shown, key=lambda point: point[cost])
    alt = (
        f"{len(shown)} networks by {cost} and top-1 accuracy. Highest: {best['name']} with {best['accuracy']} % at "
        f"{best[cost]:,} {cost}. Cheapest: {least['name']} with {least['accuracy']} % at {least[cost]:,}. "
        + "; ".join(f"{point['name']} {point['accuracy']} %, {point[cost]:,}" for point in shown)
        + "."
    )
    return Picture(fig, alt)
