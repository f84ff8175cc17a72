"""A network drawn from its own layers: what a module really does, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from utils.plots.layers import _FACES, _VECTOR
from utils.plots.picture import Picture, required_text
from utils.plots.style import INK, course_style

if TYPE_CHECKING:
    from torch import nn

    from utils.models.counting import Block

_TALLEST = 1.15  # inches: the largest height or width among the maps
_DEEPEST = 0.6  # inches: the most channels
_SLANT = 0.3  # how much of the width is seen, drawn obliquely to the upper right
_FONT = 9.5  # points
_LINE = 0.165  # inches between lines of text
_LETTER = 0.072  # inches: a wide average
_MARGIN = 0.08  # inches on the left
_INDENT = 0.75  # inches: the arrow that opens a further row
_MOST_LANES = 16
_BEND = 0.26  # inches: the slanted ends of arrows that change lanes


class _Node(NamedTuple):
    """A box: what is written above it and below it, its shape, and where its arrows come from."""

    name: str
    numbers: str
    given: tuple[int, ...]
    shape: tuple[int, ...]
    sources: tuple[int, ...]


def draw_model(
    model: nn.Module, input_shape: Sequence[int], *, alt: str, depth: int = 1, width: float = 9.0
) -> Picture:
    """Draw a PyTorch module as boxes in the order in which they run.

    Each box is the output of a block: its height and width are those of the maps, its depth their channels, all as
    square roots (224 and 7, 3 and 2048 do not fit into one picture otherwise). Vectors are thin bars of another colour.
    Shapes stand on the arrows, parameters and multiply-adds below the boxes. Blocks side by side, shortcuts and
    concatenations are drawn as they run. Activations, normalisation and dropout are drawn with the block before them.

    Args:
        model: any module that takes one tensor; built under `with torch.device("meta"):` it costs no memory.
        input_shape: (C, H, W) of one image.
        alt: what the picture shows.
        depth: 1 draws the model's children, 2 their children, ...
        width: inches; a longer network goes on in further rows.

    Raises:
        ValueError: `depth` below 1, `alt` empty, a model without layers, or one with more arrows side by side than a
            picture can hold (a dense block of many layers).
        RuntimeError: what the model raises when an image of this shape does not fit.
    """
    from utils.models.counting import block_graph, count_parameters

    required_text("alt", alt)
    blocks = block_graph(model, input_shape, depth)
    if not blocks:
        raise ValueError("model has no layers to draw")
    nodes = _nodes(blocks, tuple(input_shape))
    image = " × ".join(map(str, input_shape))
    products = sum(block.multiply_adds for block in blocks)
    title = f"{count_parameters(model):,} parameters, {products:,} multiply-adds for an input of {image}"
    return Picture(_draw(nodes, width, title), alt)


def _nodes(blocks: Sequence[Block], image: tuple[int, ...]) -> list[_Node]:
    """The boxes to draw: the image, then the blocks, with quiet ones joined to the block before them."""
    merged: list[Block] = []
    position = {-1: -1}
    readers = [sum(index in block.sources for block in blocks) for index in range(len(blocks))]
    for index, block in enumerate(blocks):
        sources = tuple(sorted({position[source] for source in block.sources}))
        before = block.sources[0] if len(block.sources) == 1 else -1
        quiet = block.multiply_adds == 0 and _same_values(block) and block.name != "output"
        if quiet and before >= 0 and readers[before] == 1 and position[before] == len(merged) - 1:
            last = merged[-1]
            merged[-1] = last._replace(output_shape=block.output_shape, parameters=last.parameters + block.parameters)
        else:
            merged.append(block._replace(sources=sources))
        position[index] = len(merged) - 1
    nodes = [_Node("input", "", (), image, ())]
    for block in merged:
        numbers = f"{_short(block.parameters)}\n{_short(block.multiply_adds)}"
        if not block.parameters and not block.multiply_adds:
            numbers = ""
        sources = tuple(source + 1 for source in block.sources)
        nodes.append(_Node(_wrapped(block.name or block.kind), numbers, block.input_shape, block.output_shape, sources))
    return nodes


def _same_values(block: Block) -> bool:
    """Whether as many values in the same places come out as go in; (C, 1, 1) and (C,) are the same."""
    return [n for n in block.input_shape if n > 1] == [n for n in block.output_shape if n > 1]


def _wrapped(name: str) -> str:
    """Break a long dotted name at its dots."""
    return name if len(name) <= 12 else name.replace(".", ".\n")


def _short(number: int) -> str:
    """Three digits and a letter: 9,408 is "9.41 k"."""
    for size, letter in ((10**9, "G"), (10**6, "M"), (10**3, "k")):
        if number >= 0.9995 * size:
            digits = max(0, 3 - len(str(int(number / size))))
            return f"{number / size:.{digits}f} {letter}"
    return str(number)


def _shape_text(shape: tuple[int, ...]) -> str:
    """Height and width over channels, as in `draw_layers`."""
    if len(shape) == 3:
        return f"{shape[1]} × {shape[2]}\n× {shape[0]}"
    return " × ".join(map(str, shape))


class _Place(NamedTuple):
    """Where a node or a passing arrow stands: column from the left, lane from the top."""

    column: int
    lane: int


def _lanes(nodes: Sequence[_Node]) -> tuple[list[_Place], dict[tuple[int, int], int], list[bool]]:
    """Arrange a graph whose nodes come in order of execution.

    Returns:
        The place of each node, the lane of each arrow that passes a column (by source and target), and for each
        column whether everything passes through its only node.
    """
    columns: list[int] = []
    for node in nodes:
        columns.append(1 + max((columns[source] for source in node.sources), default=-1))
    taken: dict[int, set[int]] = {column: set() for column in range(max(columns) + 1)}

    def free(at: range, wish: int) -> int:
        lanes = set().union(*(taken[column] for column in at))
        lane = wish if wish not in lanes else next(i for i in range(len(lanes) + 1) if i not in lanes)
        for column in at:
            taken[column].add(lane)
        return lane

    lanes: list[int] = []
    for node, column in zip(nodes, columns, strict=True):
        wish = min((lanes[source] for source in node.sources), default=0)
        lanes.append(free(range(column, column + 1), wish))
    passing = {}
    for index, node in enumerate(nodes):
        for source in node.sources:
            between = range(columns[source] + 1, columns[index])
            if between:
                passing[source, index] = free(between, lanes[source])
    alone = [len(taken[column]) == 1 and column in columns for column in taken]
    return [_Place(*place) for place in zip(columns, lanes, strict=True)], passing, alone


class _Box(NamedTuple):
    """Inches: depth to the right, height, slant to the upper right; and whether it is a vector."""

    depth: float
    height: float
    slant: float
    vector: bool


def _boxes(nodes: Sequence[_Node]) -> list[_Box]:
    maps = [node.shape for node in nodes if len(node.shape) == 3]
    vectors = [node.shape for node in nodes if len(node.shape) != 3]
    tallest = max((max(shape[1:]) for shape in maps), default=1)
    deepest = max((shape[0] for shape in maps), default=1)
    longest = max((shape[0] for shape in vectors if shape), default=1)
    boxes = []
    for node in nodes:
        if len(node.shape) == 3:
            channels, high, wide = node.shape
            sides = [_TALLEST * (side / tallest) ** 0.5 for side in (high, wide)]
            boxes.append(_Box(0.06 + _DEEPEST * (channels / deepest) ** 0.5, sides[0], _SLANT * sides[1], False))
        else:
            size = node.shape[0] if node.shape else 1
            boxes.append(_Box(0.09, max(0.12, _TALLEST * (size / longest) ** 0.5), 0.035, True))
    return boxes


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def _wide(text: str, bold: bool = False) -> float:
    return _LETTER * (1.15 if bold else 1.0) * max(map(len, text.split("\n")))


class _Row(NamedTuple):
    """Columns that are drawn in one line, the level of each lane, and the level of a box that is alone."""

    columns: list[int]
    levels: list[float]
    middle: float


class _Layout:
    """Where everything stands, in inches; rows go downwards from 0."""

    def __init__(self, nodes: Sequence[_Node], labels: dict[tuple[int, int], str], width: float) -> None:
        self.boxes = _boxes(nodes)
        self.places, self.passing, self.alone = _lanes(nodes)
        lanes = 1 + max([place.lane for place in self.places] + list(self.passing.values()))
        if lanes > _MOST_LANES:
            raise ValueError(f"depth shows {lanes} arrows side by side, at most {_MOST_LANES} fit: use a smaller depth")
        members = [[i for i, place in enumerate(self.places) if place.column == c] for c in range(len(self.alone))]
        bodies = [max(self.boxes[i].depth + self.boxes[i].slant for i in part) / 2 for part in members]
        texts = [max(_wide(nodes[i].name, bold=True) / 2 for i in part) for part in members]
        self.halves = [max(pair) for pair in zip(bodies, texts, strict=True)]
        self.gaps = [0.0]
        for column in range(1, len(members)):
            ending = [(pair, text) for pair, text in labels.items() if self.places[pair[1]].column == column]
            words = max((_wide(text) for _, text in ending), default=0.0)
            bends = _BEND * (not self.alone[column - 1] or not self.alone[column]) * 1.5
            arrow = max(words, 0.25) + 0.2 + bends
            self.gaps.append(max(bodies[column - 1] + arrow + bodies[column], texts[column - 1] + 0.1 + texts[column]))
        self.middles: list[float] = []
        self.rows: list[_Row] = []
        self.right = 0.0
        top = 0.0
        for columns in self._rows(width):
            x = _MARGIN + self.halves[columns[0]] + (_INDENT if self.rows else 0.0)
            for order, column in enumerate(columns):
                x += self.gaps[column] if order else 0.0
                self.middles.append(x)
            self.right = max(self.right, x + self.halves[columns[-1]] + 0.45)
            inside = [i for column in columns for i in members[column]]
            top = self._add_row(columns, inside, nodes, top)
        self.bottom = top
        self.row_of = {column: row for row in self.rows for column in row.columns}

    def _add_row(self, columns: list[int], inside: list[int], nodes: Sequence[_Node], top: float) -> float:
        """Lanes with boxes are as high as those and their texts, lanes of arrows low; return the lower edge."""
        used = [self.places[i].lane for i in inside]
        used += [lane for (_, i), lane in self.passing.items() if i in inside]
        levels, occupied = [], []
        for lane in range(max(used) + 1):
            # A box that is alone stands wherever the others are.
            here = [i for i in inside if self.places[i].lane == lane and not self.alone[self.places[i].column]]
            if lane == 0 and not here:
                here = inside
            up = max((self.name_level(i) + _lines(nodes[i].name) * _LINE for i in here), default=0.25)
            down = max((self.half(i) + _lines(nodes[i].numbers) * _LINE for i in here), default=0.05)
            levels.append(top - up)
            occupied += [levels[-1]] * bool(here)
            top -= up + down + 0.2
        self.rows.append(_Row(columns, levels, (occupied[0] + occupied[-1]) / 2))
        return top - 0.1

    def half(self, index: int) -> float:
        return (self.boxes[index].height + self.boxes[index].slant) / 2

    def name_level(self, index: int) -> float:
        """How far above its middle the name of a box begins: clear of the texts on the arrows."""
        return max(self.half(index) + 0.05, 0.36)

    def _rows(self, width: float) -> list[list[int]]:
        """Columns by rows: as many as fit, broken only where everything passes through one box."""
        rows: list[list[int]] = [[0]]
        used, piece = _MARGIN + self.halves[0], [0]
        ends = [c for c in range(1, len(self.alone)) if self.alone[c] or c + 1 == len(self.alone)]
        for end in ends:
            piece = list(range(piece[-1] + 1, end + 1))
            need = sum(self.gaps[c] for c in piece)
            if used + need + self.halves[end] > width and rows[-1] != [0]:
                rows.append([])
                used = _MARGIN + _INDENT + self.halves[piece[0]] - self.gaps[piece[0]]
            rows[-1] += piece
            used += need
        return rows

    def level(self, column: int, lane: int) -> float:
        """Middle of a lane; a box that is alone in its column stands in the middle of the lanes with boxes."""
        row = self.row_of[column]
        return row.middle if self.alone[column] else row.levels[lane]

    def path(self, source: int, target: int) -> list[tuple[float, float]]:
        """Corners of an arrow: it bends after its source and before its target, and runs level in between."""
        (start, from_lane), (end, to_lane) = self.places[source], self.places[target]
        y0, y1 = self.level(start, from_lane), self.level(end, to_lane)
        x0 = self.middles[start] + (self.boxes[source].depth + self.boxes[source].slant) / 2 + 0.05
        x1 = self.middles[end] - (self.boxes[target].depth + self.boxes[target].slant) / 2 - 0.05
        lane = self.passing.get((source, target))
        across = self.level(end - 1, lane) if lane is not None else (y0 if self.alone[end] else y1)
        if self.row_of[start] is not self.row_of[end]:
            across = y1 if lane is None else across
            corners = [(_MARGIN, across), (x1 - _BEND, across), (x1, y1)]
        else:
            corners = [(x0, y0), (x0 + _BEND, across), (x1 - _BEND, across), (x1, y1)]
        # Corners on a straight line are none.
        middle = [b for a, b, c in zip(corners, corners[1:], corners[2:], strict=False) if not a[1] == b[1] == c[1]]
        return [corners[0], *middle, corners[-1]]


def _draw(nodes: Sequence[_Node], width: float, title: str) -> Figure:
    labels = {(source, i): _arrow_text(nodes, source, i) for i, node in enumerate(nodes) for source in node.sources}
    layout = _Layout(nodes, labels, width)
    note = "below a block: parameters, then multiply-adds (k: thousand, M: million, G: thousand million)"
    right = max(layout.right, _wide(title) + 0.3, _wide(note) + 0.1)
    with course_style():
        fig = Figure(figsize=(right, 0.7 - layout.bottom), layout=None)
        axes = fig.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, right)
        axes.set_ylim(layout.bottom - 0.3, 0.4)
        axes.text(_MARGIN, 0.35, title, ha="left", va="top", fontsize=_FONT + 1)
        axes.text(_MARGIN, layout.bottom - 0.25, note, ha="left", va="bottom", fontsize=_FONT - 0.5)
        for i, (node, box, place) in enumerate(zip(nodes, layout.boxes, layout.places, strict=True)):
            x, y = layout.middles[place.column], layout.level(*place)
            _draw_box(axes, box, x, y)
            axes.text(x, y + layout.name_level(i), node.name, ha="center", va="bottom", fontsize=_FONT, weight="bold")
            axes.text(x, y - layout.half(i) - 0.05, node.numbers, ha="center", va="top", fontsize=_FONT)
            for source in node.sources:
                _draw_arrow(axes, layout.path(source, i), labels[source, i])
        for row in layout.rows[:-1]:
            last = row.columns[-1]
            x, y = layout.middles[last] + layout.halves[last] + 0.06, row.middle
            _draw_arrow(axes, [(x, y), (x + 0.35, y)], "")
    return fig


def _arrow_text(nodes: Sequence[_Node], source: int, target: int) -> str:
    """Shape that leaves the source, and what it is when it arrives where the forward pass changes it on the way."""
    text = _shape_text(nodes[source].shape)
    given = nodes[target].given
    if len(nodes[target].sources) == 1 and given and given != nodes[source].shape:
        text += "\n→ " + _shape_text(given).replace("\n", " ")
    return text


def _draw_box(axes: Axes, box: _Box, x: float, y: float) -> None:
    d, h, s = box.depth, box.height, box.slant
    left, low = x - (d + s) / 2, y - (h + s) / 2
    faces = _VECTOR if box.vector else _FACES
    corners = {
        "front": [(left, low), (left + d, low), (left + d, low + h), (left, low + h)],
        "top": [(left, low + h), (left + d, low + h), (left + d + s, low + h + s), (left + s, low + h + s)],
        "side": [(left + d, low), (left + d + s, low + s), (left + d + s, low + h + s), (left + d, low + h)],
    }
    for face, points in corners.items():
        axes.add_patch(Polygon(points, facecolor=faces[face], edgecolor=INK, linewidth=0.8, zorder=3))


def _draw_arrow(axes: Axes, corners: Sequence[tuple[float, float]], text: str) -> None:
    """Draw an arrow through its corners, with text on its longest level part."""
    *before, last = corners
    axes.plot(*zip(*before, strict=True), color=INK, lw=1.2, zorder=2)
    style = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", last, before[-1], arrowprops=style, zorder=2)
    level = [(a, b) for a, b in pairwise(corners) if a[1] == b[1]]
    (x0, y), (x1, _) = max(level, key=lambda ends: ends[1][0] - ends[0][0])
    axes.text((x0 + x1) / 2, y + 0.03, text, ha="center", va="bottom", fontsize=_FONT - 1.5, linespacing=1.0, zorder=5)
