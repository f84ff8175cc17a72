"""Networks as a row of volumes."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from utils.plots.picture import Picture, required_text
from utils.plots.style import INK, course_style

_SLANT = 0.35  # how much of the width W is seen, drawn obliquely to the upper right
_FACES = {"front": "#9fcbe6", "top": "#c8e1f0", "side": "#6fa9cc"}
_VECTOR = {"front": "#f3c98b", "top": "#f8dfb8", "side": "#d9a55a"}


def _box(shape: tuple[int, ...], tallest: int, deepest: int) -> tuple[float, float, float]:
    """Return depth (to the right), height and slant of the box of a shape, in units of the tallest volume."""
    if len(shape) == 1:
        return 0.07, max(0.12, min(1.0, (shape[0] / max(deepest, 1)) ** 0.5)), 0.03
    height, width, channels = shape
    depth = 0.05 + 0.45 * (channels / deepest) ** 0.5
    return depth, max(height / tallest, 0.03), _SLANT * max(width / tallest, 0.03)


def draw_layers(
    shapes: Sequence[Sequence[int]], labels: Sequence[str] | None = None, *, alt: str, width: float = 9.0
) -> Picture:
    """Draw volumes from left to right, with their shapes below and the operations on the arrows.

    Heights and widths are to scale among each other. Channels go to the right; their count is drawn as its
    square root, since 3 and 512 do not fit into one picture. A vector (n,) is a thin bar in another colour.

    Args:
        shapes: (H, W, C) or (n,) for each volume.
        labels: one per shape (written above the volume) or one per arrow (written on it).
        alt: what the picture shows.
        width: inches.

    Raises:
        ValueError: no shapes, a shape that is not one or three positive integers, a wrong number of labels.
    """
    required_text("alt", alt)
    if len(shapes) == 0:
        raise ValueError("shapes is empty: nothing to draw")
    checked: list[tuple[int, ...]] = []
    for index, shape in enumerate(shapes):
        sizes = tuple(int(size) for size in shape)
        if len(sizes) not in (1, 3) or min(sizes) < 1:
            raise ValueError(f"shapes[{index}] must be (H, W, C) or (n,) with positive sizes, got {tuple(shape)}")
        checked.append(sizes)
    texts = list(labels or [])
    if labels is not None and len(texts) not in (len(checked), len(checked) - 1):
        raise ValueError(
            f"labels must have one entry per shape ({len(checked)}) or per arrow ({len(checked) - 1}), got {len(texts)}"
        )
    on_arrows = len(texts) == len(checked) - 1
    tallest = max((max(s[:2]) for s in checked if len(s) == 3), default=1)
    deepest = max(s[-1] for s in checked)
    boxes = [_box(shape, tallest, deepest) for shape in checked]
    captions = ["{} × {}\n× {}".format(*shape) if len(shape) == 3 else str(shape[0]) for shape in checked]

    with course_style():
        # Fonts are in points and boxes in units: fix the unit first, then place by the wider of box and text.
        size = 10.5
        letter = size * 0.62 / 72
        ops = [texts[i] if on_arrows and i < len(texts) else "" for i in range(len(checked))]
        words = [max(map(len, op.split("\n"))) for op in ops]
        fig = Figure(figsize=(width, 1), layout=None)
        axes = fig.add_axes((0, 0, 1, 1))
        axes.set_axis_off()

        names = [texts[i].split("\n") if texts and not on_arrows else [""] for i in range(len(checked))]
        halves = [letter * max(map(len, [*captions[i].split("\n"), *names[i]])) / 2 for i in range(len(boxes))]

        def layout(unit: float) -> tuple[list[float], float]:
            """Return the middles of the boxes and the whole width: neither boxes nor captions may touch."""
            bodies = [(depth + slant) * unit / 2 for depth, _, slant in boxes]
            middles = [max(bodies[0], halves[0])]
            for i in range(1, len(boxes)):
                arrow = max(0.4, letter * words[i - 1] + 0.15)
                apart = max(bodies[i - 1] + arrow + bodies[i], halves[i - 1] + 0.15 + halves[i])
                middles.append(middles[-1] + apart)
            return middles, middles[-1] + max(bodies[-1], halves[-1])

        unit = 2.2
        while layout(unit)[1] > width and unit > 0.9:
            unit *= 0.95
        middles, total = layout(unit)
        top = max(height + slant for _, height, slant in boxes) * unit
        for index, (depth, height, slant) in enumerate(boxes):
            d, h, s = depth * unit, height * unit, slant * unit
            middle = middles[index]
            x, y = middle - (d + s) / 2, (top - h - s) / 2
            faces = _VECTOR if len(checked[index]) == 1 else _FACES
            corners = {
                "front": [(x, y), (x + d, y), (x + d, y + h), (x, y + h)],
                "top": [(x, y + h), (x + d, y + h), (x + d + s, y + h + s), (x + s, y + h + s)],
                "side": [(x + d, y), (x + d + s, y + s), (x + d + s, y + h + s), (x + d, y + h)],
            }
            for face, points in corners.items():
                axes.add_patch(Polygon(points, facecolor=faces[face], edgecolor=INK, linewidth=0.9))
            axes.text(middle, -0.12, captions[index], ha="center", va="top", fontsize=size)
            if texts and not on_arrows:
                axes.text(middle, top + 0.1, texts[index], ha="center", va="bottom", fontsize=size)
            if index + 1 < len(boxes):
                after = boxes[index + 1]
                start, end = x + d + s + 0.06, middles[index + 1] - (after[0] + after[2]) * unit / 2 - 0.06
                axes.annotate(
                    "", (end, top / 2), (start, top / 2),
                    arrowprops={"arrowstyle": "-|>", "color": INK, "lw": 1.4, "shrinkA": 0, "shrinkB": 0},
                )  # fmt: skip
                if ops[index]:
                    axes.text((start + end) / 2, top / 2 + 0.07, ops[index], ha="center", va="bottom", fontsize=size)
        names_room = 0.35 if texts and not on_arrows else 0.05
        fig.set_size_inches(total, top + 0.55 + names_room)
        axes.set_xlim(-0.02, total + 0.02)  # half an outline lies outside its box
        axes.set_ylim(-0.55, top + names_room)
    return Picture(fig, alt)
