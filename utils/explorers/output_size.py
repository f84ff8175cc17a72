"""How many windows fit into a row of pixels."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from utils.explorers.explorer import Explorer, count_windows, whole
from utils.plots import COLOURS, Picture
from utils.plots.style import BACKGROUND, FAINT, INK, course_style

_ROWS_DRAWN = 14


def unread_pixels(size: int, kernel: int, stride: int, padding: int, dilation: int) -> list[int]:
    """Return the numbers, from 0, of the pixels that no window reads."""
    windows = count_windows(size, kernel, stride, padding, dilation)
    read = {w * stride + t * dilation - padding for w in range(windows) for t in range(kernel)}
    return [pixel for pixel in range(size) if pixel not in read]


def formula(size: int, kernel: int, stride: int, padding: int, dilation: int) -> str:
    """Return the output size formula with the numbers in it; symbols n, f, s, p, d as in the lessons."""
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    out = count_windows(size, kernel, stride, padding, dilation)
    if out == 0:
        return f"no window fits: the kernel spans {dilation * (kernel - 1) + 1} of {size + 2 * padding} pixels"
    return f"⌊({size} + 2·{padding} − {dilation}·({kernel} − 1) − 1) / {stride}⌋ + 1 = ⌊{room} / {stride}⌋ + 1 = {out}"


def output_size(size: int = 7, kernel: int = 3, stride: int = 1, padding: int = 0, dilation: int = 1) -> Explorer:
    """Show the windows on a row of pixels, the pixels that none reads, and the formula with its numbers.

    Args:
        size: pixels in the row, 1 to 32.
        kernel: 1 to 11.
        stride: 1 to 8.
        padding: zeros at either end, 0 to 6.
        dilation: distance between the kernel's taps, 1 to 5.

    Raises:
        ValueError: names the argument that is out of range.
    """
    size, kernel = whole("size", size, 1, 32), whole("kernel", kernel, 1, 11)
    stride, padding = whole("stride", stride, 1, 8), whole("padding", padding, 0, 6)
    dilation = whole("dilation", dilation, 1, 5)
    config = {"size": size, "kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    return Explorer("output_size", config, _draw(size, kernel, stride, padding, dilation))


def _draw(size: int, kernel: int, stride: int, padding: int, dilation: int) -> Picture:
    windows = count_windows(size, kernel, stride, padding, dilation)
    unread = unread_pixels(size, kernel, stride, padding, dilation)
    drawn = min(windows, _ROWS_DRAWN)
    alt = (
        f"A row of {size} pixels, kernel {kernel}, stride {stride}, padding {padding}, dilation {dilation}: "
        f"{windows} windows fit, output size {formula(size, kernel, stride, padding, dilation)}. "
        f"Pixels that no window reads: {', '.join(map(str, unread)) or 'none'}."
    )
    total = size + 2 * padding
    with course_style():
        cell = min(0.42, 7.6 / total)
        fig = Figure(figsize=(cell * total + 1.2, cell * (1.7 + 0.75 * drawn) + 0.7), layout="constrained")
        axes = fig.subplots()
        axes.set_axis_off()
        small = min(10.5, cell * 72 * 0.42)
        for place in range(total):
            pixel = place - padding
            inside = 0 <= pixel < size
            skipped = pixel in unread
            axes.add_patch(
                Rectangle(
                    (place, 0), 1, 1, facecolor="#c9c9c9" if inside and not skipped else BACKGROUND,
                    edgecolor=INK if inside else "#6a675f", linestyle="-" if inside else ":",
                    hatch="////" if skipped else None,
                )
            )  # fmt: skip
            axes.text(
                place + 0.5, 0.5, str(pixel) if inside else "0", ha="center", va="center", fontsize=small,
                color=INK if inside else "#6a675f",
                bbox={"facecolor": BACKGROUND, "edgecolor": "none", "pad": 1} if skipped else None,
            )  # fmt: skip
        for window in range(drawn):
            y = 1.5 + 0.75 * window
            start = window * stride
            span = dilation * (kernel - 1) + 1
            axes.plot([start + 0.2, start + span - 0.2], [y + 0.25] * 2, color=FAINT, linewidth=3, zorder=1)
            for tap in range(kernel):
                axes.add_patch(
                    Rectangle(
                        (start + tap * dilation + 0.06, y),
                        0.88,
                        0.5,
                        facecolor=COLOURS["blue"],
                        linewidth=0,
                        zorder=2,
                    )
                )
        if windows > drawn:
            axes.text(0, 1.7 + 0.75 * drawn, f"… and {windows - drawn} more", va="top", fontsize=10.5)
        axes.set_xlim(-0.1, total + 0.1)
        axes.set_ylim(1.6 + 0.75 * drawn + (0.6 if windows > drawn else 0), -0.1)
        axes.set_aspect("equal")
        title = formula(size, kernel, stride, padding, dilation)
        if unread:
            title += f"\nhatched: {len(unread)} pixel{'s' if len(unread) > 1 else ''} that no window reads"
        axes.set_title(title, loc="left")
    return Picture(fig, alt)
