"""Checks of `attention`: weights, context, masks, and scores in the thousands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes
from utils.checks.fixed_arrays import integers
from utils.checks.report import Call, Refusal, as_array, judge_refusals, rng, run
from utils.checks.week09.naming import sequence_check
from utils.checks.week09.pairs import judge_pair, pair_probes, parts_of
from utils.checks.week09.steps import eighths, redrawn, with_arrays

ATTENTION_PARTS = ("context", "weights")


def attention_call(query: np.ndarray, keys: np.ndarray, values: np.ndarray, **options: Any) -> Call:
    """attention(query, keys, values, ...)"""
    return Call({"query": query, "keys": keys, "values": values}, options)


def _attention(*batch: int, queries: int, times: int, depth: int, width: int, seed: int = 1) -> Call:
    shapes = ((*batch, queries, depth), (*batch, times, depth), (*batch, times, width))
    return attention_call(*(eighths(*shape, seed=seed + number) for number, shape in enumerate(shapes)))


def _mask(*shape: int, seed: int = 1) -> np.ndarray:
    """A fixed mask in which every query may look at something, and not at all."""
    open_ = integers(*shape, seed=seed) > 0
    open_[..., 0] = ~open_.any(axis=-1) | (open_[..., 0] & ~open_[..., 1:].all(axis=-1))
    return open_


WORKED_QUERY = np.array([[2.0, 0.0, 0.0, 0.0]])
WORKED_KEYS = np.array([[math.log(2.0), 1, 0, 0], [0.0, 2, 1, 1], [math.log(5.0), 0, 1, -1]])
WORKED_VALUES = np.array([[8.0, 0.0], [0.0, 8.0], [16.0, 4.0]])
WORKED_ATTENTION = attention_call(WORKED_QUERY, WORKED_KEYS, WORKED_VALUES)
_LOOK = _attention(2, queries=2, times=3, depth=4, width=5)
KEYS_FIT, LENGTH = ("query", "key"), ("key", "value")
ATTENTION_REFUSALS: list[Refusal] = [
    (with_arrays(_LOOK, query=eighths(2, 2, 3)), KEYS_FIT, "a query and a key must have the same length d"),
    (with_arrays(_LOOK, keys=eighths(2, 3, 6)), KEYS_FIT, "a query and a key must have the same length d"),
    (with_arrays(_LOOK, values=eighths(2, 4, 5)), LENGTH, "each key needs its value"),
    (with_arrays(_LOOK, values=eighths(2, 1, 5)), LENGTH, "each key needs its value"),
    (
        Call(_LOOK.required, {"mask": np.ones((2, 2, 4), bool)}),
        ("mask",),
        "the mask must have the shape (2, 2, 3) of the weights",
    ),
    (
        Call(_LOOK.required, {"mask": np.ones((2, 3, 2), bool)}),
        ("mask",),
        "the mask must have the shape (2, 2, 3) of the weights",
    ),
    (
        Call(_LOOK.required, {"mask": np.ones((2, 1, 3), bool)}),
        ("mask",),
        "the mask must have the shape (2, 2, 3) of the weights",
    ),
]


def _expected(call: Call, dtype: str = "float64") -> list[np.ndarray]:
    from utils.checks import oracles_week09 as oracles

    found = oracles.attention(*call.required.values(), **call.options)
    return [array.astype(dtype) for array in found]


def _only(expected: Sequence[np.ndarray], part: str) -> list[np.ndarray | None]:
    return [array if name == part else None for name, array in zip(ATTENTION_PARTS, expected, strict=True)]


def check_attention_weights(attention: Any) -> None:
    """The weights of the worked example, and of three queries over four keys."""
    check = sequence_check("attention", attention, PROBES, visible=True)
    weights = np.array([[0.25, 0.125, 0.625]])
    judge_pair(check, WORKED_ATTENTION, (None, weights), ATTENTION_PARTS)
    more = _attention(queries=3, times=4, depth=2, width=5)
    judge_pair(check, more, _only(_expected(more), "weights"), ATTENTION_PARTS)
    check.finish("the weights")


def check_attention_context(attention: Any) -> None:
    """The context of the worked example, and of three queries over four keys."""
    check = sequence_check("attention", attention, PROBES, visible=True)
    judge_pair(check, WORKED_ATTENTION, (np.array([[12.0, 3.5]]), None), ATTENTION_PARTS)
    more = _attention(queries=3, times=4, depth=2, width=5)
    judge_pair(check, more, _only(_expected(more), "context"), ATTENTION_PARTS)
    check.finish("the context")


def check_attention_batches_hidden(attention: Any) -> None:
    """Random numbers with no, one and two axes of a batch, in both precisions."""
    random = rng()
    check = sequence_check("attention", attention, PROBES)
    for batch, (queries, times, depth, width) in (
        ((), random.integers(1, 6, 4)),
        ((3,), (2, 5, 4, 1)),
        ((2,), (4, 4, 4, 4)),
        ((4,), (4, 4, 4, 4)),
        ((2, 3), (1, 4, 3, 2)),
        ((1, 2), (3, 1, 2, 2)),
    ):
        call = _attention(*batch, queries=int(queries), times=int(times), depth=int(depth), width=int(width))
        for dtype in ("float64", "float32"):
            drawn = redrawn(random, call).astype(dtype)
            judge_pair(check, drawn, _expected(drawn, dtype), ATTENTION_PARTS, dtype=True)
    check.finish("batches as expected")


def check_attention_mask(attention: Any) -> None:
    """Hidden keys have weight 0, the others share 1; with a batch, with a triangle, and with nothing hidden."""
    check = sequence_check("attention", attention, PROBES, visible=True)
    hidden = Call(WORKED_ATTENTION.required, {"mask": np.array([[True, True, False]])})
    judge_pair(check, hidden, (np.array([[16 / 3, 8 / 3]]), np.array([[2 / 3, 1 / 3, 0]])), ATTENTION_PARTS)
    plain_call = _attention(2, queries=3, times=4, depth=2, width=2)
    triangle = _attention(queries=4, times=4, depth=3, width=2)
    for call, mask in (
        (plain_call, _mask(2, 3, 4)),
        (triangle, np.tril(np.ones((4, 4), bool))),
        (plain_call, np.ones((2, 3, 4), bool)),
    ):
        masked = Call(call.required, {"mask": mask})
        judge_pair(check, masked, _expected(masked), ATTENTION_PARTS)
    check.finish("hidden keys count for nothing")


def check_attention_mask_hidden(attention: Any) -> None:
    """Random masks, random numbers."""
    random = rng()
    check = sequence_check("attention", attention, PROBES)
    for batch in ((), (3,), (2, 2)):
        call = redrawn(random, _attention(*batch, queries=3, times=5, depth=4, width=2))
        mask = random.random((*batch, 3, 5)) < 0.5
        mask[..., int(random.integers(5))] = True
        masked = Call(call.required, {"mask": mask})
        judge_pair(check, masked, _expected(masked), ATTENTION_PARTS)
    check.finish("hidden keys count for nothing")


_FAR = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


def _far_calls() -> list[Call]:
    """Scores of many thousands up and down, close together, or small beside large; then the largest of them hidden."""
    far = attention_call(100 * _FAR[:3], 200 * _FAR, eighths(4, 3))
    low = attention_call(np.array([[100.0, 0.0]]), np.array([[-150.0, 1.0], [-150.0, 2.0]]), eighths(2, 2))
    close = attention_call(np.array([[100.0], [1.0]]), np.array([[50.0], [50.01], [50.02]]), eighths(3, 2))
    mask = np.array([[False, True, True, False], [True, False, True, True], [True, True, False, False]])
    return [far, low, close, Call(far.required, {"mask": mask})]


def check_attention_stable(attention: Any) -> None:
    """Scores in the thousands give weights, not nan; a hidden key may have the largest of them."""
    check = sequence_check("attention", attention, PROBES, visible=True)
    *plain_calls, hidden = _far_calls()
    for call in plain_calls:
        judge_pair(check, call, _expected(call), ATTENTION_PARTS)
    if _masks(attention):  # else the mask itself is what is wrong, which has a point of its own
        judge_pair(check, hidden, _expected(hidden), ATTENTION_PARTS)
    check.finish("no overflow")


def _masks(attention: Any) -> bool:
    """Whether hidden keys have no weight, and the others share 1, when all scores are small."""
    call = Call(_LOOK.required, {"mask": _mask(2, 2, 3)})
    parts = parts_of(run(attention, call).value) if callable(attention) else None
    weights, expected = as_array(parts[1]) if parts else None, _expected(call)[1]
    return weights is not None and weights.shape == expected.shape and bool(np.allclose(weights, expected, atol=1e-4))


def check_attention_errors(attention: Any) -> None:
    """Lengths that do not fit."""
    judge_refusals(sequence_check("attention", attention, PROBES, visible=True), ATTENTION_REFUSALS, _LOOK)


PROBES: dict[str, Probes] = {
    "attention": pair_probes(
        [WORKED_ATTENTION, _attention(queries=3, times=4, depth=2, width=5)],
        errors=[(call, names) for call, names, _ in ATTENTION_REFUSALS],
        more={
            "batches": [
                _attention(2, 3, queries=2, times=4, depth=3, width=2),
                _attention(4, queries=4, times=4, depth=4, width=4),
            ],
            "mask": [
                Call(WORKED_ATTENTION.required, {"mask": np.array([[True, True, False]])}),
                Call(_LOOK.required, {"mask": _mask(2, 2, 3)}),
                Call(_attention(queries=3, times=3, depth=2, width=2).required, {"mask": np.tri(3, dtype=bool)}),
            ],
            "far": _far_calls(),
        },
    )
}
