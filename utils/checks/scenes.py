"""Calls that a probe makes for a student, beside the student's answer."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from utils.checks.fingerprints import Function
from utils.checks.probe import probe
from utils.checks.report import Call, Check, Outcome, run


@dataclass(frozen=True)
class Scene(Call):
    """A call that a probe makes for the student; `text` is how a student would write it."""

    text: str = ""

    def describe(self, name: str) -> str:
        """The call in the student's words."""
        return self.text


def beside(prober: Function, answer: Any, scene: Call) -> Outcome:
    """Run a probe with the student's answer, where that lives."""
    return run(functools.partial(probe, prober, answer), scene)


def attempt(
    check: Check, prober: Function, answer: Any, scene: Scene, aspects: Sequence[str], stage: str = "values"
) -> Any:
    """What the probe returns; None when the student's code raised, which is then a finding."""
    if not callable(answer):
        return None
    outcome = beside(prober, answer, scene)
    check.calls += 1
    if isinstance(outcome.error, NotImplementedError):
        check.not_written()
        return None
    if outcome.error is not None:
        said = f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160]
        check.find(stage, "stopped by an exception", [("it raised", said)], call=scene, aspects=aspects)
        return None
    return outcome.value
