"""How refusals speak of arguments: the names that an error may use, and reasons."""

from __future__ import annotations

IMAGES = ("images", "image")
LABELS = ("labels", "label")
DOUT = ("dout",)
STRIDE = "a window must move by at least 1"
