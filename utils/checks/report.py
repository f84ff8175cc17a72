"""One graded cell, one story: run the student's function, collect what is wrong, tell it once at the end."""

from __future__ import annotations

import copy
import operator
import os
import re
import textwrap
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

STAGES = ("callable", "shape", "dtype", "values", "gradient", "edge cases", "errors")
RTOL = 1e-4
ATOL = 1e-5
WIDTH = 110
LABEL = 21
SMALL = 16


def rng() -> np.random.Generator:
    """Random numbers for hidden checks: seeded by ``CNN_COURSE_CHECK_SEED`` when it is set, else by the system."""
    seed = os.environ.get("CNN_COURSE_CHECK_SEED")
    return np.random.default_rng(int(seed) if seed else None)


class CheckFailed(AssertionError):  # noqa: N818 - what happened, as students read it
    """A graded check did not pass; the text is the whole message for the student."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows instead of a traceback: the message alone."""
        return str(self).splitlines()


class Fault(Exception):  # noqa: N818 - a finding, not an accident
    """What is wrong with an answer: `kind` is for its fingerprint, the rest for the student."""

    def __init__(self, kind: str, headline: str, *lines: tuple[str, str]) -> None:
        super().__init__(kind)
        self.kind, self.headline, self.lines = kind, headline, lines


@dataclass(frozen=True)
class Idea:
    """A misconception: its name completes "this is what you get when ..."; `lesson` says where to read."""

    name: str
    message: str
    lesson: str

    def lines(self) -> list[str]:
        """The sentences shown to the student, wrapped."""
        cited = f" Lesson {self.lesson.replace(' ', ', ', 1)}." if self.lesson else ""
        unbroken = " " + cited[1:].replace(" ", "\xa0")  # a citation stays on one line
        sentences = (f"this is what you get when {self.name}.", self.message + unbroken)
        lines = [line for sentence in sentences for line in textwrap.wrap(sentence, WIDTH - 2, break_on_hyphens=False)]
        return [line.replace("\xa0", " ") for line in lines]


@dataclass(frozen=True)
class Call:
    """One call: `required` arguments are passed by position, `options` by keyword."""

    required: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)

    def describe(self, name: str) -> str:
        """The call as a student would write it, with shapes in place of arrays."""
        parts = [_argument(key, value, keyword=False) for key, value in self.required.items()]
        parts += [_argument(key, value, keyword=True) for key, value in self.options.items()]
        return f"{name}({', '.join(parts)})"

    def astype(self, dtype: str) -> Call:
        """The same call with every array argument cast to `dtype`."""

        def cast(values: Mapping[str, Any]) -> dict[str, Any]:
            return {k: v.astype(dtype) if isinstance(v, np.ndarray) else v for k, v in values.items()}

        return Call(cast(self.required), cast(self.options))


Refusal = tuple[Call, tuple[str, ...], str]  # a call, the names that its error may use, why it is refused


@dataclass(frozen=True)
class Outcome:
    """What a call did: the value, or the exception, and the names of the arguments that it changed."""

    value: Any = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()


def run(function: Callable[..., Any], call: Call) -> Outcome:
    """Call `function` on copies of the arguments; only KeyboardInterrupt and foreign BaseExceptions pass through."""
    required, options = copy.deepcopy(dict(call.required)), copy.deepcopy(dict(call.options))
    value, error = None, None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = function(*required.values(), **options)
        except (Exception, SystemExit, GeneratorExit) as caught:
            error = caught
    before, after = {**call.required, **call.options}, {**required, **options}
    changed = tuple(name for name in before if not _same(before[name], after[name]))
    return Outcome(value, error, changed)


def is_stub(error: BaseException | None) -> bool:
    """Whether it is the stub that raised; libraries raise NotImplementedError too, of mistakes in an answer."""
    return isinstance(error, NotImplementedError) and (not str(error) or "yours to write" in str(error))


def as_array(value: Any) -> np.ndarray | None:
    """`value` as a plain numeric array of its own; None when it is not numbers.

    Accepts arrays of any kind of number (matrices, masked and object arrays too), numbers, nested lists and tuples.
    Masked entries become NaN: they are not answers.
    """
    if not isinstance(value, (np.ndarray, np.generic, bool, int, float, list, tuple)):
        return None
    try:
        array = np.array(value, subok=False)
        if array.dtype.kind == "O":
            array = array.astype(np.float64)
        if array.dtype.kind not in "biuf":
            return None
        if isinstance(value, np.ma.MaskedArray) and np.ma.getmaskarray(value).any():
            array = np.where(np.ma.getmaskarray(value), np.nan, array)
        return array
    except Exception:
        return None


def as_integer(value: Any) -> int | None:
    """`value` as an int when it is one (Python, NumPy or a 0-d integer array), else None."""
    if isinstance(value, (int, np.integer)) or (isinstance(value, np.ndarray) and value.shape == ()):
        try:
            return operator.index(value)
        except TypeError:
            return None
    return None


def names_argument(error: BaseException, names: Sequence[str]) -> bool:
    """Whether the message of `error` has one of `names` in it, in any case; a name of one letter must stand alone."""
    text = str(error).lower().replace("zero-size array", "")  # NumPy's word for empty, no argument
    return any(re.search(rf"\b{name}\b", text) if len(name) == 1 else name in text for name in names)


def describe(value: Any) -> str:
    """A short, safe description of anything a student's function may return."""
    if value is None:
        return "None (is there a `return`?)"
    if isinstance(value, (bool, int, float, complex, str, np.generic)):
        return textwrap.shorten(_number(value) if isinstance(value, (float, np.generic)) else repr(value), 60)
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    return _kind(value)


class Check:
    """Findings of one graded cell about one function.

    Every method makes one call of the student's function and notes at most one finding a stage; `finish` raises
    `CheckFailed` with all of them, or prints one line of what was checked. `visible` checks print each call with its
    answer. `name_idea(aspects)` looks up the misconception behind a failure (see `utils.checks.fingerprints`).
    """

    def __init__(
        self,
        question: str,
        function: Any,
        *,
        visible: bool = False,
        name_idea: Callable[[Sequence[str]], Idea | None] | None = None,
    ) -> None:
        self.question = question
        self.function = function
        self.visible = visible
        self.calls = 0
        self._name_idea = name_idea
        self._findings: dict[str, tuple[str, list[str], tuple[str, ...]]] = {}
        self._shown: list[str] = []
        self._stopped = False
        if not callable(function):
            self.find("callable", "not a function", [("the name holds", describe(function))])
            self._stopped = True

    def find(
        self,
        stage: str,
        headline: str,
        lines: Iterable[tuple[str, str]],
        *,
        call: Call | None = None,
        aspects: Sequence[str] = (),
    ) -> None:
        """Note a finding; later ones of the same stage are dropped. `aspects`: fingerprints that may explain it."""
        if stage in self._findings:
            return
        text = [] if call is None else [_line("you were asked for", call.describe(self.question))]
        text += [_line(label, content) for label, content in lines]
        self._findings[stage] = (headline, text, tuple(aspects))

    def attempt(self, call: Call, stage: str = "values") -> Outcome | None:
        """Make one call; None when it raised or changed an argument, which is then a finding of `stage`."""
        if self._stopped:
            return None
        self.calls += 1
        outcome = run(self.function, call)
        if is_stub(outcome.error):
            self.not_written()
            return None
        if outcome.error is not None:
            raised = ("it raised", _exception(outcome.error))
            self.find(stage, "stopped by an exception", [raised], call=call, aspects=("values",))
            return None
        if outcome.changed:
            lines = [("changed", f"{', '.join(outcome.changed)}: work on a copy, the caller still needs the original")]
            self.find(stage, "changed its input", lines, call=call, aspects=("values", "mutation"))
            return None
        return outcome

    def not_written(self) -> None:
        """Note that the answer is still the stub; this is then the whole message."""
        self._findings.clear()
        advice = "write your code in the cell above, run that cell, then this one again"
        self.find("callable", "not written yet", [("what to do", advice)])
        self._stopped = True

    def array(
        self, call: Call, expected: Any, *, stage: str = "values", dtype: bool = False, noise: float = 0.0
    ) -> None:
        """The call must return an array equal to `expected` within rtol 1e-4, atol 1e-5 max(1, max|expected|) + noise.

        With `dtype`, an array must also have kept the precision of `expected`: float32 stays float32, and float64 is
        not narrowed. `noise` is for sums that cancel: rounding grows with the terms, not with what is left of them.
        """
        outcome = self.attempt(call, stage)
        if outcome is not None:
            self.compare(call, outcome.value, np.asarray(expected), stage=stage, dtype=dtype, noise=noise)

    def compare(
        self,
        call: Call,
        value: Any,
        expected: np.ndarray,
        *,
        stage: str = "values",
        dtype: bool = False,
        noise: float = 0.0,
    ) -> None:
        """Compare a returned `value` with `expected`, in the order kind, shape, dtype, values."""
        array = as_array(value)
        if array is None:
            lines = [("yours", describe(value)), ("expected", f"an array of numbers of shape {expected.shape}")]
            self.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
            return
        if array.shape != expected.shape:
            lines = [("shape", f"{array.shape}, expected {expected.shape}")]
            self.find("shape", "wrong shape", lines, call=call, aspects=("values", "floats"))
            return
        if dtype and isinstance(value, np.ndarray) and not _keeps_precision(array.dtype, expected.dtype):
            lines = [("dtype", f"{array.dtype}, expected {expected.dtype}: the result has the dtype of the input")]
            self.find("dtype", "wrong dtype", lines, call=call, aspects=("values", "floats", "dtype"))
        wrong = ~_close(array, expected, noise)
        if wrong.any():
            lines = [*self._inputs(call), ("shape", f"{array.shape}  as expected")]
            lines += _differences(array, expected, wrong)
            headline = "wrong values" if stage == "values" else f"wrong values ({stage})"
            self.find(stage, headline, lines, call=call, aspects=("values", "floats"))
        elif self.visible:
            self._shown.append(f"{call.describe(self.question)} -> {_inline(array)}")

    def _inputs(self, call: Call) -> list[tuple[str, str]]:
        """The arrays of a visible call by value, if all can be read on one line: the student can make the same call."""
        arrays = {k: v for k, v in {**call.required, **call.options}.items() if isinstance(v, np.ndarray)}
        readable = self.visible and all(v.ndim <= 2 and v.size <= SMALL for v in arrays.values())
        return [(k, _inline(v)) for k, v in arrays.items()] if readable else []

    def shape(self, call: Call, expected: tuple[int, ...]) -> None:
        """The call must return an array of numbers of this shape."""
        outcome = self.attempt(call, "shape")
        if outcome is None:
            return
        array = as_array(outcome.value)
        if array is None:
            lines = [("yours", describe(outcome.value)), ("expected", f"an array of numbers of shape {expected}")]
            self.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
        elif array.shape != expected:
            lines = [("shape", f"{array.shape}, expected {expected}")]
            self.find("shape", "wrong shape", lines, call=call, aspects=("values", "floats"))
        elif self.visible:
            self._shown.append(f"{call.describe(self.question)} -> shape {array.shape}")

    def integer(self, call: Call, expected: int, *, stage: str = "values") -> None:
        """The call must return exactly this integer, as an int of Python or NumPy."""
        outcome = self.attempt(call, stage)
        if outcome is None:
            return
        number = as_integer(outcome.value)
        lines = [("yours", describe(outcome.value)), ("expected", str(expected))]
        if number is None:
            shown = describe(outcome.value)  # a float of a whole number reads like an int: say what it is
            is_float = isinstance(outcome.value, (float, np.floating))
            lines = [("yours", f"{shown} ({_kind(outcome.value)})" if is_float else shown), ("expected", "an int")]
            self.find(stage, "wrong kind of answer", lines, call=call, aspects=("values",))
        elif number != expected:
            self.find(stage, "wrong value", lines, call=call, aspects=("values",))
        elif self.visible:
            self._shown.append(f"{call.describe(self.question)} -> {number}")

    def raises(self, call: Call, names: Sequence[str], because: str) -> None:
        """The call must raise ValueError with one of `names` (any case) in its message; `names[0]` is shown."""
        if self._stopped:
            return
        self.calls += 1
        outcome = run(self.function, call)
        if is_stub(outcome.error):
            self.attempt(call)
            return
        expected = ("expected", f"ValueError with {names[0]} in its message: {because}")
        if outcome.error is None:
            returned = describe(outcome.value)
            hint = " (is it raised?)" if returned.endswith(("Error", "Exception")) else ""
            lines = [expected, ("yours", f"no error, it returned {returned}{hint}")]
            self.find("errors", "no error where one is due", lines, call=call, aspects=("errors",))
        elif not isinstance(outcome.error, ValueError):
            lines = [expected, ("yours", _exception(outcome.error))]
            self.find("errors", "another error than agreed", lines, call=call, aspects=("errors",))
        elif not names_argument(outcome.error, names):
            lines = [expected, ("yours", f"{_exception(outcome.error)}  (which argument?)")]
            self.find("errors", "an error that names no argument", lines, call=call, aspects=("errors",))
        elif self.visible:
            self._shown.append(f"{call.describe(self.question)} -> {_exception(outcome.error)}")

    def accepts(self, call: Call) -> None:
        """The call is allowed: it must return something, whatever its value."""
        if self._stopped:
            return
        self.calls += 1
        outcome = run(self.function, call)
        if is_stub(outcome.error):
            self.attempt(call)
        elif outcome.error is not None:
            lines = [("expected", "no error, this is allowed"), ("yours", _exception(outcome.error))]
            self.find("edge cases", "refuses what is allowed", lines, call=call, aspects=("values", "errors"))
        elif self.visible:
            self._shown.append(f"{call.describe(self.question)} -> no error")

    def show(self, line: str) -> None:
        """A line to print when the check passes."""
        self._shown.append(line)

    def finish(self, summary: str = "as expected") -> None:
        """Raise `CheckFailed` with everything found, or print what was checked."""
        if not self._findings:
            calls = "1 call" if self.calls == 1 else f"{self.calls} calls"
            print("\n".join([*self._shown, f"{self.question}: {summary} ({calls})."]))
            return
        message: list[str] = []
        named: set[Idea | None] = {None}
        for stage in sorted(self._findings, key=STAGES.index):
            headline, lines, aspects = self._findings[stage]
            idea = self._name_idea(aspects) if self._name_idea and aspects else None
            message += [f"{self.question}: {headline}.", *lines]
            if idea is not None and idea not in named:
                message += ["  " + line for line in idea.lines()]
            named.add(idea)
        raise CheckFailed("\n".join(message))


def judge_refusals(check: Check, refusals: Iterable[Refusal], *allowed: Call) -> None:
    """A whole check: the `refusals` must raise, the `allowed` calls must not."""
    for call in allowed:  # else a function that refuses everything would pass
        check.accepts(call)
    for call, names, because in refusals:
        check.raises(call, names, because)
    check.finish("refuses what cannot be right")


def four_digits(numbers: Iterable[float]) -> str:
    """Numbers in a row, four digits each."""
    return " ".join(f"{number:.4g}" for number in numbers)


def _kind(value: Any) -> str:
    """The type of `value` with its article; of an object in the student's process, the type that it has there."""
    name = str(value.__student_type__ if hasattr(type(value), "__student_type__") else type(value).__name__)
    return f"{'an' if name[:1].lower() in tuple('aeiou') else 'a'} {textwrap.shorten(name, 60)}"


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        same_kind = isinstance(after, np.ndarray) and before.shape == after.shape and before.dtype == after.dtype
        return same_kind and before.tobytes() == after.tobytes()
    try:
        return bool(before == after)
    except Exception:
        return False


def _keeps_precision(dtype: np.dtype, expected: np.dtype) -> bool:
    if dtype.kind != "f":
        return False
    return dtype == expected or (expected == np.float64 and dtype.itemsize > expected.itemsize)


def _close(array: np.ndarray, expected: np.ndarray, noise: float = 0.0) -> np.ndarray:
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    with np.errstate(all="ignore"):
        error = np.abs(array.astype(np.longdouble) - expected)
        return np.asarray(error <= ATOL * scale + RTOL * np.abs(expected) + noise)


def _differences(array: np.ndarray, expected: np.ndarray, wrong: np.ndarray) -> list[tuple[str, str]]:
    if expected.size <= SMALL and expected.size > 1:
        return [("yours", _inline(array)), ("expected", _inline(expected))]
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"{list(index)}: " if index else ""
    lines = [("first difference", f"{place}yours {_number(array[index])}, expected {_number(expected[index])}")]
    if expected.size > 1:
        lines.append(("differences", f"{int(wrong.sum())} of {expected.size} values"))
    return lines


def _number(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else str(value)


def _inline(array: np.ndarray) -> str:
    if array.size > SMALL:
        return f"array of shape {array.shape}"
    if array.ndim == 0:
        return _number(array[()])
    return "[" + ", ".join(_inline(part) for part in array) + "]"


def _argument(name: str, value: Any, *, keyword: bool) -> str:
    if isinstance(value, np.ndarray):
        return f"{name} {value.shape}"
    return f"{name}={value!r}" if keyword else textwrap.shorten(repr(value), 60)


def _exception(error: BaseException) -> str:
    try:
        text = textwrap.shorten(str(error), 80)
    except Exception:
        text = "(a message that cannot be shown)"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _line(label: str, content: str) -> str:
    return f"  {label:<{LABEL - 2}}  {content}"
