"""The modes in which a watched network was called, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PARTS = ("train", "norm train", "drop train")  # what a watched network notes of itself and its layers at each call


def modes_token(seen: Sequence[Mapping[str, Any]]) -> str:
    """The parts that were in train mode, for each kind of call, whatever the number of calls."""
    return str(sorted({" ".join(part for part in PARTS if call.get(part)) for call in seen}))
