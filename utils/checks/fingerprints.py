"""Names for wrong results: small-integer calls have exact answers, so a wrong idea leaves a fingerprint.

A question's *probes* are grouped by aspect (values, floats, dtype, mutation, errors): a student may have one idea
wrong in the values while the errors are not written yet, and the values alone must tell. `fingerprints.json` maps
`aspect:hash` to the idea. `autograder.audit.write_fingerprints` makes it from the wrong solutions of the bank; it
contains no code.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

import numpy as np

from utils.checks.report import Call, Check, Idea, Outcome, as_array, names_argument, run

Function = Callable[..., Any]
Probes = Mapping[str, Callable[[Function], list[str]]]
NOTHING = "nothing: "
DECIMALS = 3  # float32 and float64 solutions of integer problems agree to far more; rounding hides what is left


def call_probes(
    values: Sequence[Call], *, floats: Sequence[Call] = (), errors: Sequence[tuple[Call, Sequence[str]]] = ()
) -> Probes:
    """Probes of a function by fixed calls.

    `values` have integer arguments; `floats` have halves, which show integer buffers and are exact in float32 too;
    `errors` are calls that must fail, each with the names that its message may use.
    """
    probes: dict[str, Callable[[Function], list[str]]] = {
        "values": lambda function: [_outcome(run(function, call)) for call in values]
    }
    if floats:
        probes["floats"] = lambda function: [_outcome(run(function, call)) for call in floats]
        probes["dtype"] = lambda function: [
            _precision(run(function, call.astype(dtype)).value) for call in floats for dtype in ("float32", "float64")
        ]
    probes["mutation"] = lambda function: [" ".join(run(function, call).changed) for call in (*values, *floats)]
    if errors:
        probes["errors"] = lambda function: [_refusal(run(function, call), names) for call, names in errors]
    return probes


def fingerprint(function: Function, probes: Probes, aspect: str) -> str:
    """`aspect:hash` of what `function` does in the probes of one aspect.

    Empty when there is nothing to recognise: a function that raises in every call may have any idea wrong.
    """
    tokens = probes[aspect](function)
    if aspect != "errors" and all(token.startswith(NOTHING) for token in tokens):
        return ""
    text = "\n".join(tokens)
    return f"{aspect}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def named_check(question: str, answer: Any, probes: Mapping[str, Probes], *, visible: bool = False) -> Check:
    """A check of `answer` that names the idea behind a failure, by the probes of its question."""
    look_up = functools.partial(name_idea, question, answer, probes[question])
    return Check(question, answer, visible=visible, name_idea=look_up)


def name_idea(question: str, function: Function, probes: Probes, aspects: Sequence[str]) -> Idea | None:
    """The idea that explains the first of `aspects` whose fingerprint is in the table."""
    ideas = table().get(question, {})
    for aspect in aspects:
        if aspect in probes and (entry := ideas.get(fingerprint(function, probes, aspect))):
            return Idea(entry["idea"], entry["message"], entry["lesson"])
    return None


@functools.cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """The shipped table: question -> `aspect:hash` -> idea, message, lesson."""
    file = resources.files("utils.checks") / "fingerprints.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def token(value: Any) -> str:
    """What `value` holds, as text: shape and rounded numbers, the same for every type that a check accepts."""
    if isinstance(value, dict):
        return "{" + "; ".join(f"{key}: {token(value[key])}" for key in sorted(value, key=str)) + "}"
    array = as_array(value)
    if array is None:
        return type(value).__name__
    if array.ndim == 0 and array.dtype.kind in "biu":
        return f"int {int(array)}"
    with np.errstate(all="ignore"):
        rounded = np.round(array.astype(np.float64), DECIMALS) + 0.0
    return f"{array.shape} {' '.join(f'{number:.{DECIMALS}f}' for number in rounded.ravel())}"


def builtin_name(error: BaseException | None) -> str:
    """The nearest builtin class: what is left of an exception that crossed a process boundary."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")


def _outcome(outcome: Outcome) -> str:
    return token(outcome.value) if outcome.error is None else NOTHING + builtin_name(outcome.error)


def _refusal(outcome: Outcome, names: Sequence[str]) -> str:
    if outcome.error is None:
        return "no error"
    return f"{builtin_name(outcome.error)} {'named' if names_argument(outcome.error, names) else 'unnamed'}"


def _precision(value: Any) -> str:
    if not isinstance(value, np.ndarray):
        return NOTHING + "no array"
    return f"{value.dtype.kind}{min(value.dtype.itemsize, 8)}"
