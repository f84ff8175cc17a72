"""Arrays as pictures: images, kernels, feature maps and gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Stroke, withStroke
from numpy.typing import ArrayLike, NDArray

from utils.plots.picture import Picture, required_text
from utils.plots.style import BACKGROUND, COLORMAPS, COLOURS, FAINT, INK, MARK, course_style

Box = tuple[int, int, int, int]
Limits = tuple[float, float]

_MAX_VALUES = 16
_PANEL = 2.7  # inches: the widest a panel gets when there is room
_PAGE = 8.5  # inches: about the width of a notebook's or the site's text column


def format_number(value: float) -> str:
    """Write a number as short as a cell needs: integers whole, at most two decimals, a real minus sign."""
    if not math.isfinite(value):
        return "" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    if value == round(value) and abs(value) < 1e6:
        text = str(int(value))
    elif abs(value) < 0.005 or abs(value) >= 1e6:
        text = f"{value:.0e}".replace("e-0", "e-").replace("e+0", "e")
    else:
        text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 100 else f"{value:.0f}"
    return text.replace("-", "−")


def _as_picture(array: ArrayLike, name: str, kind: str) -> NDArray[Any]:
    """Return an array (H, W) or, for RGB, (H, W, 3) in [0, 1]; ValueError naming the argument otherwise."""
    if kind not in COLORMAPS:
        raise ValueError(f"kind must be one of {', '.join(map(repr, COLORMAPS))}, got {kind!r}")
    pixels = np.asarray(array)
    if pixels.dtype.kind not in "buif":
        raise ValueError(f"{name} must hold real numbers, got dtype {pixels.dtype}")
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    if pixels.size == 0:
        raise ValueError(f"{name} is empty: shape {pixels.shape}")
    if pixels.ndim == 2:
        return pixels.astype(np.float64) if pixels.dtype.kind == "b" else pixels
    if pixels.ndim != 3 or pixels.shape[2] != 3 or kind != "image":
        shapes = "(H, W), (H, W, 1) or (H, W, 3)" if kind == "image" else "(H, W) or (H, W, 1)"
        raise ValueError(f"{name} must have shape {shapes} for kind {kind!r}, got {pixels.shape}")
    if pixels.dtype.kind in "ui":
        pixels = pixels / 255.0
    low, high = float(np.nanmin(pixels)), float(np.nanmax(pixels))
    if low < -1e-3 or high > 1 + 1e-3:
        raise ValueError(
            f"{name} is RGB with values from {low:g} to {high:g}: give integers 0..255 or floats 0..1 "
            "(clip or rescale first, so that the reader knows which)"
        )
    return np.clip(pixels, 0, 1)


def _limits(pixels: NDArray[Any], kind: str) -> Limits:
    """Return the values at the two ends of the colour map."""
    finite = pixels[np.isfinite(pixels)]
    if finite.size == 0:
        return (-1.0, 1.0) if kind != "image" else (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if kind != "image":
        most = max(abs(low), abs(high)) or 1.0
        return -most, most
    if pixels.dtype == np.uint8:
        return 0.0, 255.0
    if low >= 0 and high <= 1:
        return 0.0, 1.0
    return min(low, 0.0), high if high > min(low, 0.0) else low + 1.0


def _checked_limits(limits: Any) -> Limits:
    try:
        low, high = (float(end) for end in limits)
    except (TypeError, ValueError):
        raise ValueError(f"limits must be 'shared', 'own' or (low, high), got {limits!r}") from None
    if not low < high:
        raise ValueError(f"limits must be (low, high) with low < high, got {limits!r}")
    return low, high


def _ink_on(rgba: Sequence[float]) -> str:
    """Return the text colour, dark or light, with the higher contrast on `rgba` (WCAG relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgba[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return INK if luminance > 0.21 else "#ffffff"


def _draw_boxes(axes: Axes, boxes: Sequence[Box], shape: tuple[int, ...]) -> None:
    for number, box in enumerate(boxes):
        try:
            row, column, height, width = (int(part) for part in box)
        except (TypeError, ValueError):
            raise ValueError(f"highlight must hold (row, column, height, width) boxes, got {box!r}") from None
        inside = 0 <= row < row + height <= shape[0] and 0 <= column < column + width <= shape[1]
        if not inside:
            raise ValueError(f"highlight {tuple(box)} does not fit into an array of shape {tuple(shape[:2])}")
        colour = (MARK, COLOURS["green"], COLOURS["black"])[number % 3]
        axes.add_patch(
            Rectangle(
                (column - 0.5, row - 0.5), width, height, fill=False, edgecolor=colour, linewidth=2.6,
                clip_on=False, zorder=5,
                path_effects=[Stroke(linewidth=5, foreground=BACKGROUND), withStroke(linewidth=0)],
            )
        )  # fmt: skip


def draw_image(
    axes: Axes,
    array: ArrayLike,
    *,
    kind: str = "image",
    values: bool = False,
    limits: Limits | None = None,
    highlight: Sequence[Box] | None = None,
    cell: float | None = None,
) -> ScalarMappable:
    """Draw one array on an Axes that you have.

    Args:
        axes: where to draw.
        array: (H, W), (H, W, 1) or, for kind "image", (H, W, 3).
        kind: "image", "kernel", "feature" or "gradient".
        values: write the numbers into the cells.
        limits: the values at the ends of the colour map; None takes them from the array, symmetric around 0
            for the signed kinds.
        highlight: boxes (row, column, height, width) in cells.
        cell: width of a cell in inches, which sets the size of the numbers; None measures the Axes.

    Returns:
        The mappable, for `fig.colorbar(mappable, ax=axes)`.

    Raises:
        ValueError: wrong rank, empty array, unknown kind, a box that does not fit.
    """
    pixels = _as_picture(array, "array", kind)
    low, high = limits if limits is not None else _limits(pixels, kind)
    shown = axes.imshow(pixels, cmap=COLORMAPS[kind], norm=Normalize(low, high))
    rows, columns = pixels.shape[:2]
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set(color=FAINT, linewidth=0.8)
    if pixels.ndim == 2:
        _draw_missing(axes, pixels)
    if max(rows, columns) <= _MAX_VALUES and pixels.ndim == 2:
        axes.hlines(np.arange(1, rows) - 0.5, -0.5, columns - 0.5, color=FAINT, linewidth=0.7)
        axes.vlines(np.arange(1, columns) - 0.5, -0.5, rows - 0.5, color=FAINT, linewidth=0.7)
        if values:
            _write_values(axes, pixels, shown, cell or _cell_width(axes, rows, columns))
    _draw_boxes(axes, highlight or (), pixels.shape)
    return shown


def _cell_width(axes: Axes, rows: int, columns: int) -> float:
    extent = axes.get_window_extent()
    dpi = axes.get_figure(root=True).dpi  # type: ignore[union-attr]
    return float(min(extent.width / columns, extent.height / rows) / dpi)


def _draw_missing(axes: Axes, pixels: NDArray[Any]) -> None:
    missing = np.argwhere(np.isnan(pixels))
    if len(missing) > 400:
        return
    for row, column in missing:
        axes.add_patch(
            Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, hatch="///", edgecolor="#c9c4b8", linewidth=0)
        )


def _write_values(axes: Axes, pixels: NDArray[Any], shown: ScalarMappable, cell: float) -> None:
    texts = [[format_number(float(value)) for value in row] for row in pixels]
    longest = max(2, max(len(text) for row in texts for text in row))
    # A digit of DejaVu Sans is 0.64 em wide; a tenth of the cell stays free on either side.
    size = min(13.0, 0.45 * cell * 72, 0.8 * cell * 72 / (0.64 * longest))
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            colour = _ink_on(shown.to_rgba(pixels[row, column]))  # type: ignore[arg-type]
            axes.text(column, row, text, ha="center", va="center", fontsize=size, color=colour)


def _as_list(images: Any, kind: str | Sequence[str]) -> list[Any]:
    """Split what the caller gave into single images; see `show_images` for the rule on arrays of rank 3."""
    if isinstance(images, (list, tuple)):
        items = list(images)
        if items and all(np.ndim(item) < 2 for item in items):
            items = [np.asarray(items)]
    else:
        stack = np.asarray(images)
        if stack.ndim < 2 or stack.ndim > 4:
            raise ValueError(
                f"images must be one image, a stack of them or a list, got an array of shape {stack.shape}"
            )
        rgb = stack.ndim == 3 and stack.shape[2] == 3 and kind == "image" and stack.shape[1] > 3
        single = stack.ndim == 2 or rgb or (stack.ndim == 3 and stack.shape[2] == 1)
        items = [stack] if single else list(stack)
    if not items:
        raise ValueError("images is empty: nothing to show")
    return items


def _boxes_of(highlight: Any, count: int) -> dict[int, Sequence[Box]]:
    if highlight is None:
        return {}
    if isinstance(highlight, Mapping):
        for index in highlight:
            if not isinstance(index, int) or not 0 <= index < count:
                raise ValueError(f"highlight has a key {index!r}, but the images are numbered 0 to {count - 1}")
        return dict(highlight)
    return dict.fromkeys(range(count), highlight)


def show_images(
    images: Any,
    titles: Sequence[str] | str | None = None,
    *,
    alt: str,
    kind: str | Sequence[str] = "image",
    values: bool = False,
    columns: int | None = None,
    width: float | None = None,
    limits: Limits | Literal["shared", "own"] = "shared",
    colorbar: bool | None = None,
    highlight: Sequence[Box] | Mapping[int, Sequence[Box]] | None = None,
) -> Picture:
    """Show arrays side by side.

    Args:
        images: a list of arrays (H, W), (H, W, 1) or RGB (H, W, 3), which may differ in size; or one array:
            a single image, or a stack (N, H, W) or (N, H, W, C). An array (A, B, 3), B > 3, of kind "image"
            is one RGB image, (A, B, 1) is one image, every other array of rank 3 is a stack. Grey images of
            uint8 run from 0 to 255, floats within 0..1 from 0 to 1, anything else from the smaller of its
            minimum and 0 to its maximum.
        titles: one for each image (a string for a single image).
        alt: what the picture shows.
        kind: "image", "kernel", "feature" or "gradient", or one of them for each image.
        values: write the numbers into arrays of at most 16 x 16.
        columns: images in a row; None puts up to six in one row.
        width: of the figure in inches (96 CSS pixels each).
        limits: "shared": the signed kinds have one scale per kind, the same colour is the same number;
            "own": each image has its own; or (low, high) for all of them, grey images included.
        colorbar: None draws them for the signed kinds, unless the values are written in the cells.
        highlight: boxes (row, column, height, width) drawn on every image, or a dict from image number to
            boxes.

    Returns:
        The `Picture`.

    Raises:
        ValueError: names the argument: wrong rank, empty, wrong number of titles or kinds, RGB out of range,
            `values` where every array is too large, a box outside its image.
    """
    required_text("alt", alt)
    items = _as_list(images, kind)
    count = len(items)
    kinds = [kind] * count if isinstance(kind, str) else list(kind)
    names = [titles] if isinstance(titles, str) else list(titles) if titles is not None else [""] * count
    for name, given in (("kind", kinds), ("titles", names)):
        if len(given) != count:
            raise ValueError(f"{name} must have one entry per image: {count} images, {len(given)} {name}")
    if columns is not None and columns < 1:
        raise ValueError(f"columns must be at least 1, got {columns!r}")
    label = "images" if count == 1 else "images[{}]"
    arrays = [_as_picture(item, label.format(i), k) for i, (item, k) in enumerate(zip(items, kinds, strict=True))]
    if values and not any(a.ndim == 2 and max(a.shape) <= _MAX_VALUES for a in arrays):
        most = f"{_MAX_VALUES} x {_MAX_VALUES}"
        raise ValueError(f"values=True writes into grey arrays of at most {most}, and none here is so small")
    scales = _scales(arrays, kinds, limits)
    boxes = _boxes_of(highlight, count)
    with_bar = [
        k != "image" and not (values and max(a.shape) <= _MAX_VALUES) if colorbar is None else colorbar and a.ndim == 2
        for a, k in zip(arrays, kinds, strict=True)
    ]

    across = min(columns or _columns(count), count)
    down = math.ceil(count / across)
    bar_room = 0.9 if any(with_bar) else 0.0
    shares = _shares(arrays, kinds) if down == 1 else [1.0] * across
    page = width or min(_PAGE, sum(shares) * _PANEL + bar_room)
    panels = [(page - bar_room) * 0.94 * share / sum(shares) for share in shares]
    tall = [panels[i % across] * array.shape[0] / array.shape[1] for i, array in enumerate(arrays)]
    heights = [max(0.3, *tall[row * across : (row + 1) * across]) for row in range(down)]
    above = 0.45 if any(names) else 0.12
    with course_style():
        fig = Figure(figsize=(page, sum(heights) + down * above), layout="constrained")
        grid = fig.subplots(down, across, squeeze=False, height_ratios=heights, width_ratios=shares)
        shown: list[ScalarMappable] = []
        for index, axes in enumerate(grid.flat):
            if index >= count:
                axes.set_axis_off()
                continue
            array = arrays[index]
            cell = panels[index % across] / array.shape[1]
            shown.append(
                draw_image(
                    axes, array, kind=kinds[index], values=values, limits=scales[index],
                    highlight=boxes.get(index), cell=cell,
                )
            )  # fmt: skip
            axes.set_title(names[index])
        _draw_bars(fig, list(grid.flat)[:count], shown, kinds, with_bar, own=limits == "own")
    return Picture(fig, alt)


def _columns(count: int) -> int:
    """Return how many go side by side: all of up to six, else the most even rows of at most eight."""
    if count <= 6:
        return count
    return min(range(5, 9), key=lambda c: (math.ceil(count / c) * c - count, -c))


def _shares(arrays: list[NDArray[Any]], kinds: list[str]) -> list[float]:
    """Return the relative widths of panels in one row.

    Small arrays get cells of about the same size; a kernel beside large images takes half their width.
    """
    widths = [array.shape[1] for array in arrays]
    if max(max(array.shape[:2]) for array in arrays) > _MAX_VALUES:
        return [
            0.5 if kind == "kernel" and max(array.shape) <= _MAX_VALUES else 1.0
            for array, kind in zip(arrays, kinds, strict=True)
        ]
    return [max(0.45, width / max(widths)) for width in widths]


def _scales(arrays: list[NDArray[Any]], kinds: list[str], limits: Any) -> list[Limits]:
    own = [_limits(array, kind) for array, kind in zip(arrays, kinds, strict=True)]
    if isinstance(limits, str):
        if limits not in ("shared", "own"):
            raise ValueError(f"limits must be 'shared', 'own' or (low, high), got {limits!r}")
        if limits == "own":
            return own
        most = {k: max(high for (_, high), other in zip(own, kinds, strict=True) if other == k) for k in kinds}
        return [scale if k == "image" else (-most[k], most[k]) for scale, k in zip(own, kinds, strict=True)]
    return [_checked_limits(limits)] * len(arrays)


def _draw_bars(
    fig: Figure,
    axes: list[Axes],
    shown: list[ScalarMappable],
    kinds: list[str],
    wanted: list[bool],
    *,
    own: bool,
) -> None:
    if own:
        if len(shown) <= 12:
            for panel, mappable, draw in zip(axes, shown, wanted, strict=True):
                if draw:
                    fig.colorbar(mappable, ax=panel, shrink=0.85, aspect=14, pad=0.03)
        return
    for kind in dict.fromkeys(k for k, draw in zip(kinds, wanted, strict=True) if draw):
        members = [i for i, k in enumerate(kinds) if k == kind]
        if kind == "image":
            for index in members:
                fig.colorbar(shown[index], ax=axes[index], shrink=0.85, aspect=14, pad=0.03)
        else:
            fig.colorbar(shown[members[-1]], ax=[axes[i] for i in members], shrink=0.85, aspect=16, pad=0.03)
