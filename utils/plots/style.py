"""Colours, colour maps and fonts that every figure of the course shares."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

# The first import of matplotlib on a machine may log that it builds a font cache or that its folder is
# read-only. Neither is news to a student, and a cell that writes to stderr looks broken.
_log = logging.getLogger("matplotlib")
_level = _log.level
_log.setLevel(logging.ERROR)
import matplotlib  # noqa: E402
from cycler import cycler  # noqa: E402
from matplotlib.colors import Colormap, LinearSegmentedColormap  # noqa: E402
from matplotlib.font_manager import fontManager  # noqa: E402

_log.setLevel(_level)

# Okabe and Ito (2008), "Color Universal Design"; yellow is left out: too pale for lines on a light ground.
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "black": "#222222",
    "grey": "#8a8a8a",
}
PALETTE = tuple(COLOURS.values())
BACKGROUND = "#fbfaf7"
INK = "#222222"
FAINT = "#d9d6cf"
MISSING = "#e9e6df"
MARK = "#b5179e"

_SIGNED = ["#0b3c6f", "#2f7fc1", "#a9d0ec", "#fbfaf7", "#fbcf94", "#e08214", "#7f3b08"]
_GRADIENT = ["#40004b", "#8e4f9f", "#cfb3d8", "#fbfaf7", "#aadba5", "#3f9b56", "#00441b"]


def _diverging(name: str, colours: list[str]) -> Colormap:
    return LinearSegmentedColormap.from_list(name, colours).with_extremes(bad=MISSING)


COLORMAPS: dict[str, Colormap] = {
    "image": matplotlib.colormaps["gray"].with_extremes(bad=MISSING),
    "kernel": _diverging("course_signed", _SIGNED),
    "feature": _diverging("course_signed", _SIGNED),
    "gradient": _diverging("course_gradient", _GRADIENT),
}

_KOREAN_FONTS = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Noto Sans CJK JP",  # matplotlib lists only the first face of a .ttc; this one carries Hangul as well
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
)


@cache
def _rc() -> dict[str, Any]:
    installed = {font.name for font in fontManager.ttflist}
    korean = [name for name in _KOREAN_FONTS if name in installed][:1]
    return {
        "font.family": ["DejaVu Sans", *korean],
        "font.size": 11,
        "axes.titlesize": 11.5,
        "axes.labelsize": 11,
        "xtick.labelsize": 10,
        "ytick.labelsize": 10,
        "legend.fontsize": 10.5,
        "figure.facecolor": BACKGROUND,
        "figure.edgecolor": BACKGROUND,
        "savefig.facecolor": BACKGROUND,
        "savefig.edgecolor": BACKGROUND,
        "axes.facecolor": BACKGROUND,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "axes.titlecolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "grid.color": FAINT,
        "grid.linewidth": 0.8,
        "axes.axisbelow": True,
        "lines.linewidth": 2.2,
        "lines.markersize": 5,
        "legend.frameon": False,
        "image.interpolation": "nearest",
        "hatch.linewidth": 0.6,
        "axes.prop_cycle": cycler(color=PALETTE),
    }


@contextmanager
def course_style() -> Iterator[None]:
    """Apply the course's settings for the length of a `with` block; the reader's own rcParams come back after."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        for name, value in _rc().items():
            matplotlib.rcParams[name] = value  # type: ignore[index, unused-ignore]
        yield


def signed_stops() -> list[str]:
    """Return the colours, from the lowest value to the highest, between which the signed map interpolates."""
    return list(_SIGNED)
