"""Tokens of what the probes of week 8 report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from utils.checks.fingerprints import Function
from utils.checks.scenes import Scene, beside
from utils.checks.tokens import trouble

Tell = Callable[[Scene, Any], list[str]]


def report_tokens(prober: Function, scenes: Sequence[Scene], tell: Tell) -> Callable[[Function], list[str]]:
    """A probe for fingerprints: what `tell` says of the reports on some scenes."""

    def look(answer: Function) -> list[str]:
        tokens: list[str] = []
        for scene in scenes:
            outcome = beside(prober, answer, scene)
            tokens += [trouble(outcome.error)] if outcome.error is not None else tell(scene, outcome.value)
        return tokens

    return look
