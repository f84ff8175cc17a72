"""Functions that a probe calls: numbers that they return, arguments that they leave alone, calls that they refuse."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from utils.checks.fingerprints import Function, call_probes, token
from utils.checks.probe import probe
from utils.checks.report import Call, Check, Refusal
from utils.checks.scenes import beside
from utils.checks.tensors import as_number, plain, shown
from utils.checks.tokens import refusal_tokens, trouble


def judge_number(check: Check, call: Call, expected: float) -> None:
    """The call must return this number, and leave its arguments alone."""
    outcome = check.attempt(call)
    if outcome is None:
        return
    number = as_number(outcome.value)
    if number is None:
        lines = [("yours", shown(outcome.value)), ("expected", "one number")]
        check.find("shape", "wrong kind of answer", lines, call=call, aspects=("values",))
    elif not abs(number - expected) <= 1e-4:
        lines = [("yours", f"{number:.6g}"), ("expected", f"{expected:.6g}")]
        check.find("values", "wrong value", lines, call=call, aspects=("values", "mutation"))
    else:
        check.show(f"{call.describe(check.question)} -> {expected:.4g}")


def number_tokens(prober: Function, calls: Sequence[Call]) -> Callable[[Function], list[str]]:
    """A probe of the numbers that a function returns."""

    def look(function: Function) -> list[str]:
        tokens = []
        for call in calls:
            outcome = beside(prober, function, call)
            value = as_number(outcome.value)
            said = token(value if value is not None else plain(outcome.value))
            tokens.append(trouble(outcome.error) if outcome.error is not None else said)
        return tokens

    return look


def mutation_tokens(prober: Function, calls: Sequence[Call]) -> Callable[[Function], list[str]]:
    """A probe of arguments that are changed."""
    return lambda answer: call_probes(calls)["mutation"](functools.partial(probe, prober, answer))


def refused_tokens(prober: Function, refusals: Sequence[Refusal]) -> Callable[[Function], list[str]]:
    """A probe of the errors that are due."""
    errors = refusal_tokens(refusals)
    return lambda answer: errors(functools.partial(probe, prober, answer))
