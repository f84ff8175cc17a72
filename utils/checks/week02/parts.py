"""Answers in several parts: a check that looks at one of them, and one as a token."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from utils.checks.fingerprints import Function, Probes, name_idea, token
from utils.checks.report import Call, Check, run


class PartCheck(Check):
    """A check that may look at one part of an answer: headlines name the part, ideas are looked up there first."""

    part = ""
    first: tuple[str, ...] = ()

    def focus(self, part: str, *aspects: str) -> None:
        """What follows is about `part`; `aspects` are the fingerprints that may explain it."""
        self.part, self.first = part, aspects

    def find(
        self,
        stage: str,
        headline: str,
        lines: Iterable[tuple[str, str]],
        *,
        call: Call | None = None,
        aspects: Sequence[str] = (),
    ) -> None:
        """As `Check.find`, with the part in the headline."""
        headline = f"{headline} in {self.part}" if self.part else headline
        super().find(stage, headline, lines, call=call, aspects=(*self.first, *aspects))


def part_check(question: str, answer: Any, probes: Mapping[str, Probes], *, visible: bool = False) -> PartCheck:
    """As `named_check`, for answers in parts."""
    look_up = functools.partial(name_idea, question, answer, probes[question])
    return PartCheck(question, answer, visible=visible, name_idea=look_up)


def answer_token(function: Function, call: Call, part: int | None = None) -> str:
    """`token` of an answer, or of one part of it; the kind of error when there is none."""
    outcome = run(function, call)
    if outcome.error is not None:
        return "an error"
    if part is None:
        return token(outcome.value)
    parts = outcome.value if isinstance(outcome.value, (tuple, list)) else ()
    return token(parts[part]) if part < len(parts) else f"{len(parts)} parts"
