"""Pictures of ONNX graphs: the operations in order, with what each reads and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from utils.plots import COLOURS, Picture
from utils.plots.style import INK, course_style

if TYPE_CHECKING:
    import onnx

__all__ = ["draw_graph"]

_ROW = 0.62  # inches


def _shapes(model: onnx.ModelProto) -> dict[str, str]:
    """Name of each value to its shape as text, as far as the graph tells or implies it."""
    import onnx

    graph = onnx.shape_inference.infer_shapes(model).graph
    known = {}
    for value in (*graph.input, *graph.value_info, *graph.output):
        sizes = value.type.tensor_type.shape.dim
        known[value.name] = " × ".join(str(size.dim_param or size.dim_value) for size in sizes)
    return known


def draw_graph(model: onnx.ModelProto, *, alt: str, width: float = 7.5) -> Picture:
    """Draw a graph whose nodes form one chain: values downwards, stored numbers from the left.

    Args:
        model: an ONNX model of at most 30 nodes.
        alt: what the picture shows.
        width: inches.

    Raises:
        ValueError: no nodes, or more than 30.
    """
    graph = model.graph
    if not 1 <= len(graph.node) <= 30:
        raise ValueError(f"model must have 1 to 30 nodes, got {len(graph.node)}")
    shapes = _shapes(model)
    stored = {entry.name: " × ".join(map(str, entry.dims)) or "one number" for entry in graph.initializer}
    inputs = [entry for entry in graph.input if entry.name not in stored]
    rows = len(graph.node) + 2
    with course_style():
        fig = Figure(figsize=(width, _ROW * rows), layout=None)
        axes = fig.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(rows, 0)
        middle = 0.6 * width

        def box(x: float, row: float, text: str, colour: str, size: float) -> None:
            axes.add_patch(
                FancyBboxPatch(
                    (x - size / 2, row + 0.24), size, 0.52, boxstyle="round,pad=0.02",
                    facecolor=colour, alpha=0.35, edgecolor=INK, linewidth=0.8,
                )
            )  # fmt: skip
            axes.text(x, row + 0.5, text, ha="center", va="center")

        def arrow(start: tuple[float, float], end: tuple[float, float]) -> None:
            axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": INK, "shrinkA": 0})

        box(middle, 0, inputs[0].name, COLOURS["grey"], 1.5)
        axes.text(middle + 0.95, 0.5, shapes.get(inputs[0].name, ""), va="center")
        for row, node in enumerate(graph.node, start=1):
            box(middle, row, node.op_type, COLOURS["sky"], 1.5)
            arrow((middle, row - 0.22), (middle, row + 0.22))
            axes.text(middle + 0.95, row + 0.5, shapes.get(node.output[0], ""), va="center")
            constants = [name for name in node.input if name in stored]
            if constants:
                text = ", ".join(f"{name}: {stored[name]}" for name in constants)
                axes.text(middle - 1.25, row + 0.5, text, ha="right", va="center", color="#a34700")
                arrow((middle - 1.2, row + 0.5), (middle - 0.79, row + 0.5))
        arrow((middle, rows - 1.22), (middle, rows - 0.78))
        box(middle, rows - 1, graph.output[0].name, COLOURS["grey"], 1.5)
    return Picture(fig, alt)
