"""Functions that return a pair of arrays: judged part by part, and told as such."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.checks.fingerprints import NOTHING, Function, Probes, call_probes
from utils.checks.report import Call, Check, as_array, describe, run


@dataclass(frozen=True)
class Part(Call):
    """A call of which one of the returned arrays is looked at."""

    part: str = ""

    def describe(self, name: str) -> str:
        """The call and the part."""
        return f"{super().describe(name)}, its {self.part}"


def parts_of(value: Any) -> list[Any] | None:
    """The two arrays of a returned pair; None when it is none."""
    pair = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim > 0)
    return list(value) if pair and len(value) == 2 else None


def _paired(function: Function) -> Function:
    """The same function with its pair as a dict, which tokens of fingerprints can read when the shapes differ."""

    def paired(*args: Any, **kwargs: Any) -> Any:
        value = function(*args, **kwargs)
        parts = parts_of(value)
        return value if parts is None else {"0": parts[0], "1": parts[1]}

    return paired


def pair_probes(
    values: Sequence[Call], *, errors: Sequence[tuple[Call, Sequence[str]]], more: Mapping[str, Sequence[Call]]
) -> Probes:
    """Probes of a function that returns a pair: values, further values by aspect, precision, mutation and errors."""
    made = call_probes(values, errors=errors)
    looks = {"values": made["values"]}
    looks |= {aspect: call_probes(calls)["values"] for aspect, calls in more.items()}
    looks |= {aspect: made[aspect] for aspect in ("mutation", "errors")}
    pairs: dict[str, Callable[[Function], list[str]]] = {
        aspect: functools.partial(_probe_pair, look) for aspect, look in looks.items()
    }
    return {**pairs, "dtype": functools.partial(_precisions, values[:1])}


def _probe_pair(look: Callable[[Function], list[str]], function: Function) -> list[str]:
    return look(_paired(function))


def _precisions(calls: Sequence[Call], function: Function) -> list[str]:
    tokens = []
    for call in calls:
        for dtype in ("float32", "float64"):
            parts = parts_of(run(function, call.astype(dtype)).value)
            arrays = [part for part in parts or [] if isinstance(part, np.ndarray)]
            tokens.append(" ".join(array.dtype.name for array in arrays) or NOTHING + "no arrays")
    return tokens


def judge_pair(
    check: Check,
    call: Call,
    expected: Sequence[np.ndarray | None],
    names: Sequence[str],
    *,
    stage: str = "values",
    dtype: bool = False,
    shapes: Sequence[tuple[int, ...]] | None = None,
) -> None:
    """The call must return a pair; of each part with an expected array its values are compared, else its shape."""
    outcome = check.attempt(call, stage if shapes is None else "shape")
    if outcome is None:
        return
    parts = parts_of(outcome.value)
    if parts is None:
        lines = [("yours", describe(outcome.value)), ("expected", f"a pair ({', '.join(names)})")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
        return
    for number, (name, part) in enumerate(zip(names, parts, strict=True)):
        of_part = Part(call.required, call.options, part=name)
        want = expected[number]
        if want is not None:
            check.compare(of_part, part, want, stage=stage, dtype=dtype)
        elif shapes is not None:
            _shape(check, of_part, part, shapes[number])


def _shape(check: Check, call: Call, value: Any, expected: tuple[int, ...]) -> None:
    array = as_array(value)
    if array is None:
        lines = [("yours", describe(value)), ("expected", f"an array of numbers of shape {expected}")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif array.shape != expected:
        lines = [("shape", f"{array.shape}, expected {expected}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=("values",))
    else:
        check.show(f"{call.describe(check.question)} -> shape {array.shape}")
