"""Checks of `softmax`, `cross_entropy` and `cross_entropy_backward`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from utils.checks.arguments import LABELS
from utils.checks.fingerprints import Function, Probes, call_probes, named_check
from utils.checks.fixed_arrays import integers
from utils.checks.report import Call, Refusal, judge_refusals, rng, run
from utils.checks.week02.parts import answer_token, part_check

LOGITS = ("logits", "logit", "scores")
HUGE = {"float64": 1e4, "float32": 1e3}  # beyond where exp overflows; a float32 near 1e4 has steps of 0.001
WORKED_SCORES = np.log(np.array([[1.0, 2, 5], [6, 1, 1]]))


def logits_call(logits: np.ndarray) -> Call:
    """softmax(logits)"""
    return Call({"logits": logits})


def labels_call(logits: np.ndarray, *labels: int) -> Call:
    """cross_entropy(logits, labels) or cross_entropy_backward(logits, labels)"""
    return Call({"logits": logits, "labels": np.array(labels)})


LOSS_REFUSALS: list[Refusal] = [
    (labels_call(integers(3, 4), 0, 1, 4), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 7, 1, 2), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 0, -1, 2), LABELS, "four classes are numbered 0 to 3"),
    (labels_call(integers(3, 4), 0, 1), (*LABELS, *LOGITS), "3 rows of logits need 3 labels"),
    (labels_call(integers(3, 4), 0, 1, 2, 3), (*LABELS, *LOGITS), "3 rows of logits need 3 labels"),
    (
        Call({"logits": integers(3, 4), "labels": np.eye(4)[:3].astype(int)}),
        LABELS,
        "labels are class numbers (N,), not one-hot rows",
    ),
    (labels_call(integers(4), 1), (*LOGITS, *LABELS), "logits must have 2 axes (N, C)"),
    (labels_call(integers(2, 3, 4), 0, 1), (*LOGITS, *LABELS), "logits must have 2 axes (N, C)"),
]
_SCORES = [
    labels_call(integers(3, 4), 2, 0, 3),
    labels_call(integers(4, 4, seed=2), 1, 3, 0, 0),
    labels_call(integers(1, 3, seed=3), 0),
    labels_call(integers(2, 5, seed=4) / 4, 4, 1),
    labels_call(np.zeros((2, 3)), 0, 2),
]
_FAR_SCORES = [
    labels_call(np.array([[1.0, 2, 3], [2000, 2001, 2002]]), 0, 1),
    labels_call(np.array([[1e4, 0, -1e4], [-1e4, 1e4, 0]]), 1, 1),
    labels_call(np.array([[-1e4, -1e4 + 1], [-30, 0]]), 0, 1),
]
_SOFT = [Call({"logits": call.required["logits"]}) for call in _SCORES]
_FAR_SOFT = [Call({"logits": call.required["logits"]}) for call in _FAR_SCORES]


def _logit_probes(calls: Sequence[Call], far: Sequence[Call], errors: Sequence[Refusal] = ()) -> Probes:
    """Probes of a function of logits: moderate ones, `far` ones, precision (labels stay integers), mutation, errors."""

    def precision(function: Function) -> list[str]:
        kinds = []
        for dtype in ("float32", "float64"):
            required = {**calls[0].required, "logits": calls[0].required["logits"].astype(dtype)}
            value = run(function, Call(required)).value
            kinds.append(str(value.dtype) if isinstance(value, np.ndarray) and value.ndim else "no array")
        return kinds

    def tokens(chosen: Sequence[Call]) -> Callable[[Function], list[str]]:
        return lambda function: [answer_token(function, call) for call in chosen]

    probes = dict(call_probes([*calls, *far], errors=[(call, names) for call, names, _ in errors]))
    parts = {"values": tokens(calls), "large": tokens(far), "dtype": precision}
    return parts | {name: look for name, look in probes.items() if name != "values"}


def check_softmax_values(softmax: Any) -> None:
    """The worked example, a batch, and scores without a preference."""
    check = named_check("softmax", softmax, PROBES, visible=True)
    check.array(logits_call(WORKED_SCORES), [[0.125, 0.25, 0.625], [0.75, 0.125, 0.125]])
    check.array(logits_call(WORKED_SCORES[0]), [0.125, 0.25, 0.625])
    check.array(logits_call(np.full((1, 4), 3.0)), [[0.25, 0.25, 0.25, 0.25]])
    check.finish()


def check_softmax_hidden(softmax: Any) -> None:
    """Random scores of one to three axes, as many rows as classes, and rows of very different size."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = part_check("softmax", softmax, PROBES)
    for shape in ((5,), (1, 3), (4, 7), (5, 5), (2, 3, 4)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=shape) * 4).astype(dtype)
            check.array(logits_call(logits), oracles.softmax(logits), dtype=True)
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.normal(size=(4, 6)) + far * np.array([[-1], [0], [0.8], [1]])).astype(dtype)
        check.array(logits_call(logits), oracles.softmax(logits), stage="edge cases")
        logits = (random.integers(-1, 2, (5, 4)) * far).astype(dtype)
        check.array(logits_call(logits), oracles.softmax(logits), stage="edge cases")
    check.finish()


def check_cross_entropy_values(cross_entropy: Any) -> None:
    """The worked example, and scores without a preference: the logarithm of the number of classes."""
    check = named_check("cross_entropy", cross_entropy, PROBES, visible=True)
    check.array(labels_call(WORKED_SCORES[:1], 2), 0.470004)
    check.array(labels_call(WORKED_SCORES, 2, 1), 1.274723)
    check.array(labels_call(np.zeros((3, 10)), 0, 4, 9), 2.302585)
    check.finish()


def check_cross_entropy_hidden(cross_entropy: Any) -> None:
    """Random scores and labels, then huge scores in both precisions."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = part_check("cross_entropy", cross_entropy, PROBES)
    for rows, classes in ((1, 3), (4, 7), (5, 5), (8, 2), (6, 10)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=(rows, classes)) * 3).astype(dtype)
            labels = random.integers(0, classes, rows)
            check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels))
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.integers(-1, 2, (6, 4)) * far).astype(dtype)
        labels = random.integers(0, 4, 6)
        check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels), stage="edge cases")
        logits = (random.normal(size=(3, 5)) + far * np.array([[1], [-1], [0]])).astype(dtype)
        labels = random.integers(0, 5, 3)
        check.array(labels_call(logits, *labels), oracles.cross_entropy(logits, labels), stage="edge cases")
    check.finish()


def check_cross_entropy_errors(cross_entropy: Any) -> None:
    """Labels that are no classes, labels of another number, and scores without a batch."""
    judge_refusals(
        named_check("cross_entropy", cross_entropy, PROBES, visible=True),
        LOSS_REFUSALS,
        labels_call(integers(3, 4), 0, 3, 3),
        labels_call(integers(1, 2), 1),
    )


def check_cross_entropy_backward_values(cross_entropy_backward: Any) -> None:
    """The worked example: probabilities minus one-hot labels, divided by the number of rows."""
    check = named_check("cross_entropy_backward", cross_entropy_backward, PROBES, visible=True)
    check.array(labels_call(WORKED_SCORES[:1], 2), [[0.125, 0.25, -0.375]])
    check.array(labels_call(WORKED_SCORES, 2, 1), [[0.0625, 0.125, -0.1875], [0.375, -0.4375, 0.0625]])
    check.finish()


def check_cross_entropy_backward_hidden(cross_entropy_backward: Any) -> None:
    """Random scores and labels against a measured slope, then huge scores."""
    from utils.checks import oracles_week02 as oracles

    random = rng()
    check = part_check("cross_entropy_backward", cross_entropy_backward, PROBES)
    for rows, classes in ((1, 3), (4, 7), (5, 5), (8, 2)):
        for dtype in ("float64", "float32"):
            logits = (random.normal(size=(rows, classes)) * 3).astype(dtype)
            labels = random.integers(0, classes, rows)
            expected = oracles.cross_entropy_backward(logits, labels).astype(dtype)
            check.array(labels_call(logits, *labels), expected, dtype=True)
    check.focus("", "large")
    for dtype, far in HUGE.items():
        logits = (random.integers(-1, 2, (6, 4)) * far + far * np.array([[-4], [-2], [0], [0], [2], [4]])).astype(dtype)
        labels = random.integers(0, 4, 6)
        expected = oracles.cross_entropy_backward(logits, labels)
        check.array(labels_call(logits, *labels), expected, stage="edge cases")
    check.finish()


PROBES: dict[str, Probes] = {
    "softmax": _logit_probes(
        [*_SOFT, logits_call(integers(2, 3, 4, seed=5)), logits_call(integers(4, seed=6))], _FAR_SOFT
    ),
    "cross_entropy": _logit_probes(_SCORES, _FAR_SCORES, LOSS_REFUSALS),
    "cross_entropy_backward": _logit_probes(_SCORES, _FAR_SCORES),
}
