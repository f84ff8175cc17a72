"""What the explorers share: the object that a notebook shows, and the arithmetic of windows."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import Any

from utils.plots import Picture
from utils.plots.style import signed_stops


def whole(name: str, value: Any, least: int, most: int | None = None) -> int:
    """Return `value` as int; ValueError that names the argument when it is no integer or out of range."""
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError(f"{name} must be an integer, got {value!r}")
    if number < least or (most is not None and number > most):
        bounds = f"at least {least}" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} must be {bounds}, got {number}")
    return number


def count_windows(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """Return how many positions a kernel has on a row of `size` pixels with `padding` more at either end.

    The kernel spans `dilation * (kernel - 1) + 1` pixels; 0 when that is more than there are.
    """
    room = size + 2 * padding - (dilation * (kernel - 1) + 1)
    return room // stride + 1 if room >= 0 else 0


class Explorer:
    """A live figure with a picture for readers without scripts.

    Args:
        name: the template in `utils/explorers/templates`, without `.html`.
        config: plain data that the template's script starts from.
        picture: what static readers see.
    """

    def __init__(self, name: str, config: dict[str, Any], picture: Picture) -> None:
        """Keep the parts; the HTML is made when it is shown."""
        self.name = name
        self.config = config
        self.picture = picture

    def html(self) -> str:
        """Return a block of HTML that needs nothing else: the picture, and a script that replaces it."""
        templates = files("utils.explorers") / "templates"
        shell = (templates / "shell.html").read_text(encoding="utf-8")
        markup, script = (templates / f"{self.name}.html").read_text(encoding="utf-8").split("<script>")
        style = (templates / "style.html").read_text(encoding="utf-8")
        config = {**self.config, "signed": signed_stops()}
        parts = {
            "PICTURE": self.picture.html(),
            "CONFIG": _json(config),
            "MARKUP": _json(style + markup),
            "SCRIPT": script.replace("</script>", "").strip(),
        }
        digest = hashlib.sha256("".join(parts.values()).encode()).hexdigest()[:12]
        for key, text in {**parts, "ID": f"{self.name}-{digest}"}.items():
            shell = shell.replace("{{" + key + "}}", text)
        return shell

    def __repr__(self) -> str:
        """Say in a terminal what the picture shows."""
        return f"{self.name}: {self.picture.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = self.picture._repr_mimebundle_()
        return {**data, "text/plain": repr(self), "text/html": self.html()}, metadata


def _json(data: Any) -> str:
    """Return JSON that may stand inside a `<script>` element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/").replace("<!--", "<\\!--")
