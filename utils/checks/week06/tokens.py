"""How the probes of week 6 spell exceptions, traces and outputs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from utils.checks.fingerprints import NOTHING, builtin_name, token
from utils.checks.report import Outcome
from utils.checks.week06.numbers import agrees

PHRASES = (
    "must match the size of tensor",
    "expected input",
    "Given groups",
    "inplace operation",
    "does not require grad",
    "must be Tensor",
    "mat1 and mat2",
    "an nn.Module",
    "a KerasTensor",
    "ncompatible shapes",
    "divisible by",
    "running_mean should contain",
)
FINE = "fine"


def trouble(error: BaseException | None) -> str:
    """An exception as a token of a fingerprint; recognisable only by what the libraries say of well-known mistakes."""
    kind = builtin_name(error)
    said = [phrase for phrase in PHRASES if phrase in str(error)]
    sizes = " ".join(sorted(re.findall(r"\d+|returned a \w+", str(error))))[:200]
    return f"raised {kind}: {said[0]} {sizes}" if said else NOTHING + kind


def spelt(value: Mapping[str, Any]) -> str:
    """A trace as a token: kinds, sizes and sources in order."""
    keys = ("kind", "sources", "kernel", "channels", "stride", "groups", "weight", "training", "limits")
    names: dict[Any, int] = {}
    rows = []
    for operation in value["operations"]:
        row = {key: operation[key] for key in keys if key in operation}
        if "weight" in row:
            row["weight"] = row["weight"] and names.setdefault(row["weight"], len(names))
        rows.append(row)
    return str(rows)


def output_token(outcome: Outcome, expected: Callable[[], np.ndarray]) -> str:
    """Whether an output is as expected, else what it is."""
    if outcome.error is not None:
        return trouble(outcome.error)
    output = outcome.value["output"]
    return FINE if agrees(output, expected()) else token(output)
