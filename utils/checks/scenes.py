"""Calls that a probe makes for a student, beside the student's answer."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.probe import probe
from utils.checks.report import Call, Check, Outcome, is_stub, run


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


def probed_check(question: str, answer: Any, probes: Mapping[str, Probes], prober: Function) -> Check:
    """A named check whose calls are all calls of one prober, beside the answer."""
    check = named_check(question, answer, probes)
    if callable(answer):
        check.function = functools.partial(probe, prober, answer)
    return check


def ask(check: Check, scene: Scene, aspects: Sequence[str]) -> Any:
    """As `attempt`, for a check that `probed_check` made."""
    return _value(check, run(check.function, scene), scene, aspects) if callable(check.function) else None


def ask_all(check: Check, scenes: Iterable[Scene], aspects: Sequence[str]) -> Iterator[tuple[Scene, Any]]:
    """Each scene that the student's code does not raise in, with what `ask` returns."""
    for scene in scenes:
        found = ask(check, scene, aspects)
        if found is not None:
            yield scene, found


def attempt(
    check: Check,
    prober: Function,
    answer: Any,
    scene: Scene,
    aspects: Sequence[str],
    stage: str = "values",
    *,
    note: bool = True,
) -> Any:
    """What the probe returns; None when the student's code raised, which `note` makes a finding."""
    return _value(check, beside(prober, answer, scene), scene, aspects, stage, note=note) if callable(answer) else None


def _value(
    check: Check, outcome: Outcome, scene: Scene, aspects: Sequence[str], stage: str = "values", *, note: bool = True
) -> Any:
    if outcome.error is None:
        check.calls += 1
        return outcome.value
    if is_stub(outcome.error):
        check.not_written()
    elif note:
        said = f"{type(outcome.error).__name__}: {' '.join(str(outcome.error).split())}"[:160]
        check.find(stage, "stopped by an exception", [("it raised", said)], call=scene, aspects=aspects)
    return None
