"""How refusals speak of arguments: the names that an error may use, the argument's own first, and reasons."""

from __future__ import annotations

IMAGES = ("images", "image")
LABELS = ("labels", "label")
DOUT = ("dout",)
STRIDE = "a window must move by at least 1"
PADDING = "padding cannot be negative"
