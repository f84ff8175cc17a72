"""How checks of week 9 find the idea that explains wrong values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from utils.checks.fingerprints import Probes, name_idea
from utils.checks.report import Check, Idea

LATER = ("dtype", "mutation", "errors")  # aspects that do not explain wrong values


def sequence_check(question: str, answer: Any, probes: Mapping[str, Probes], *, visible: bool = False) -> Check:
    """As `named_check`; when values are wrong, every aspect that is about values is looked at."""
    about_values = [aspect for aspect in probes[question] if aspect not in LATER]

    def look_up(aspects: Sequence[str]) -> Idea | None:
        rest = about_values if "values" in aspects else []
        return name_idea(question, answer, probes[question], [*aspects, *rest])

    return Check(question, answer, visible=visible, name_idea=look_up)
