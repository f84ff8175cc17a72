"""A finished figure with its text alternative, and the context manager for one-off drawings."""

from __future__ import annotations

import html
import io
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from utils.plots.style import course_style

_CSS_DPI = 96  # CSS pixels per inch
_SCALE = 1.5  # image pixels per CSS pixel: sharp on dense screens, half the bytes of 2.0


def required_text(name: str, text: Any) -> str:
    """Return `text` stripped; ValueError that names the argument when it is not a string or is blank."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} must be a sentence that says what the picture shows, got {text!r}")
    return text.strip()


class Picture:
    """A figure that shows itself in a notebook, with a text for readers who cannot see it.

    Args:
        figure: a matplotlib Figure; it need not, and in this course does not, belong to pyplot.
        alt: what the picture shows, in one or two sentences.

    Raises:
        ValueError: `alt` is empty.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        """Keep the figure; it is drawn when it is first shown."""
        self.figure = figure
        self.alt = required_text("alt", alt)

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG bytes, drawn once."""
        canvas = FigureCanvasAgg(self.figure)
        buffer = io.BytesIO()
        with course_style(), warnings.catch_warnings():
            # A machine without a Korean font draws boxes instead; a reader cannot mend that in the notebook.
            warnings.filterwarnings("ignore", message=r"Glyph .* missing from")
            canvas.print_figure(buffer, format="png", dpi=_CSS_DPI * _SCALE, bbox_inches="tight", pad_inches=0.12)
        return buffer.getvalue()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in CSS pixels, read from the PNG header."""
        header = self.png[16:24]
        width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")
        return round(width / _SCALE), round(height / _SCALE)

    def html(self) -> str:
        """Return the picture as one `<img>` element that carries its own data."""
        width, height = self.size
        data = b64encode(self.png).decode("ascii")
        return (
            f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}" '
            f'width="{width}" height="{height}" '
            'style="max-width:100%;height:auto;border-radius:6px">'
        )

    def save(self, path: str | Path) -> None:
        """Write the PNG to `path`."""
        Path(path).write_bytes(self.png)

    def __repr__(self) -> str:
        """Say in a terminal what the picture shows."""
        return f"Picture: {self.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = self.size
        data = {
            "text/plain": repr(self),
            "image/png": b64encode(self.png).decode("ascii"),
            "text/html": self.html(),
        }
        return data, {"image/png": {"width": width, "height": height, "alt": self.alt}}


@contextmanager
def figure(
    alt: str, *, rows: int = 1, columns: int = 1, width: float = 7.0, height: float | None = None
) -> Iterator[tuple[Figure, Any]]:
    """Give a styled figure to draw on and show it when the block ends.

    Args:
        alt: what the picture will show.
        rows, columns: the grid of axes.
        width, height: inches (96 CSS pixels each); `height` defaults to 3.4 per row.

    Yields:
        `(fig, axes)`: `axes` is one Axes for a 1 x 1 grid, an array (n,) for one row or column, else
            (rows, columns).

    Raises:
        ValueError: empty `alt`, or `rows` or `columns` below 1.
    """
    required_text("alt", alt)
    for name, count in (("rows", rows), ("columns", columns)):
        if count < 1:
            raise ValueError(f"{name} must be at least 1, got {count!r}")
    with course_style():
        fig = Figure(figsize=(width, height or 3.4 * rows), layout="constrained")
        axes = fig.subplots(rows, columns)
        yield fig, axes
    from IPython.display import display

    display(Picture(fig, alt))  # type: ignore[no-untyped-call, unused-ignore]
