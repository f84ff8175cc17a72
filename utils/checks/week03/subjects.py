"""A student's function as the subject of an inquiry, aspect by aspect; each thing is looked at once."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import NOTHING, Function, Probes, name_idea, named_check
from utils.checks.probe import probe
from utils.checks.report import Call, Check, Fault, as_array, is_stub, run


def _what_it_says(error: BaseException) -> str:
    """The first line of an error that says why; Keras begins with where it happened, and uses bold type."""
    lines = (re.sub("\x1b\\[[0-9;]*m", "", line).strip() for line in str(error).splitlines())
    told = [line for line in lines if line and not line.startswith("Exception encountered when calling")]
    return told[0][:200] if told else ""


class Subject:
    """A student's function and what was seen of it, each thing once."""

    question = ""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.calls = 0
        self.summary = ""
        self._seen: dict[Any, tuple[Any, Fault | None]] = {}

    def once(self, key: Any, look: Callable[[], Any]) -> Any:
        """The result of `look`, or its `Fault`, from the first time it was asked for."""
        if key not in self._seen:
            try:
                self._seen[key] = look(), None
            except Fault as fault:
                self._seen[key] = None, fault
        value, found = self._seen[key]
        if found is not None:
            raise found
        return value

    def ask(self, call: Call, function: Function | None = None) -> Any:
        """Make a call of the student's function."""
        self.calls += 1
        outcome = run(function or self.function, call)
        asked = ("you were asked for", call.describe(self.question))
        if outcome.error is not None and is_stub(outcome.error):
            raise outcome.error
        if outcome.error is not None:
            kind, text = type(outcome.error).__name__, _what_it_says(outcome.error)
            words = " ".join(word for word in text.split() if word.isalpha())[:60]
            lines = asked, ("it raised", f"{kind}: {text}")
            raise Fault(f"raised {kind}: {words}", "stopped by an exception", *lines)
        if outcome.changed:
            changed = ", ".join(outcome.changed)
            line = ("changed", f"{changed}: work on a copy, the caller still needs the original")
            raise Fault(f"changed {changed}", "changed its input", asked, line)
        return outcome.value

    def look(self, function: Function, *args: Any, doing: str, **options: Any) -> Any:
        """Run a probe on what the student's function returned; it gets copies, as the check compares with its own."""
        copies = (copy.deepcopy(value) if isinstance(value, (np.ndarray, list, dict)) else value for value in args)
        outcome = run(functools.partial(probe, function, *copies, beside=self.function, **options), Call())
        if outcome.error is not None:
            kind, text = type(outcome.error).__name__, _what_it_says(outcome.error)
            raise Fault(f"{doing}: {kind}", f"{doing} is stopped by an exception", ("it raised", f"{kind}: {text}"))
        return outcome.value

    def numbers(self, function: Function, *args: Any, doing: str, **options: Any) -> np.ndarray:
        """As `look`, for a probe that returns one array."""
        array = as_array(self.look(function, *args, doing=doing, **options))
        if array is None:
            raise Fault(f"{doing}: no array", f"{doing} gives no array of numbers")
        return array.astype(np.float64)


def build_call(**options: Any) -> Call:
    """build_cnn(...) or build_augmenter()"""
    return Call({}, options)


def pictures(count: int, shape: tuple[int, int, int] = (28, 28, 1), seed: int = 1) -> np.ndarray:
    """Images with values between 0 and 1, none like the other."""
    return np.random.default_rng(seed).random((count, *shape), dtype=np.float32)


def scaled(images: np.ndarray) -> np.ndarray:
    """Digits between 0 and 1, with a channel axis."""
    return images[..., None].astype(np.float32) / 255


Aspects = Mapping[str, Callable[[Any], None]]


def kind_of_fault(kind: Callable[[Function], Subject], aspects: Aspects, aspect: str) -> Callable[[Any], list[str]]:
    """A probe of one aspect: the kind of its fault, or that it is fine."""

    def look(function: Any) -> list[str]:
        subject = function if isinstance(function, Subject) else _subject(kind, function)
        others = [name for name in aspects if name != aspect]
        if aspect == "accuracy" and any(kind_of_fault(kind, aspects, other)(subject) != ["fine"] for other in others):
            return [f"{NOTHING}other faults explain it"]
        try:
            aspects[aspect](subject)
        except NotImplementedError as error:
            return [f"{NOTHING}{type(error).__name__}"]
        except Fault as fault:
            return [fault.kind]
        return ["fine"]

    return look


@functools.lru_cache(maxsize=1)
def _subject(kind: Callable[[Function], Subject], function: Function) -> Subject:
    return kind(function)


def subject_check(subject: Subject, probes: Mapping[str, Probes], function: Function | None = None) -> Check:
    """As `named_check`, by what was seen of the subject already; `function` is what the check calls in its place."""
    seen: Any = subject  # the probes take it in place of its function
    look_up = functools.partial(name_idea, subject.question, seen, probes[subject.question])
    called = subject.function if function is None else function
    return Check(subject.question, called, visible=True, name_idea=look_up)


def judge(
    subject: Subject, aspects: Aspects, probes: Mapping[str, Probes], *names: str, before: Sequence[str] = ()
) -> None:
    """Check the aspects `names` of what a function builds or does, in order; the first fault is the message.

    A fault that `before` would have found explains the failure too, and may give it its name.
    """
    if not callable(subject.function):
        named_check(subject.question, subject.function, probes).finish()
    check = subject_check(subject, probes)
    for number, aspect in enumerate(names):
        try:
            aspects[aspect](subject)
        except NotImplementedError:
            check.not_written()
            break
        except Fault as fault:
            check.find("values", fault.headline, fault.lines, aspects=(*before, *names[: number + 1]))
            break
        check.show(subject.summary or (aspects[aspect].__doc__ or "").splitlines()[0])
    check.calls = subject.calls
    check.finish()
