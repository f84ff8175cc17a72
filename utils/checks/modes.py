"""The modes in which a watched network was called, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MODE = {True: "train", False: "eval"}
PARTS = ("train", "norm train", "drop train")  # what a watched network notes of itself and its layers at each call


def modes_token(seen: Sequence[Mapping[str, Any]], kinds: Sequence[str] = PARTS) -> str:
    """What held, of `kinds`, in each kind of call, whatever the number of calls."""
    return str(sorted({" ".join(kind for kind in kinds if call.get(kind)) for call in seen}))
