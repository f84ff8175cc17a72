"""Checks of `neighbour_purity`: the share of nearest neighbours with the same label."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Probes
from utils.checks.report import Call, Check, Refusal, judge_refusals, rng
from utils.checks.scenes import probed_check
from utils.checks.week07.probed import judge_number, mutation_tokens, number_tokens, refused_tokens


def _check(neighbour_purity: Any) -> Check:
    return probed_check("neighbour_purity", neighbour_purity, PROBES, probes.with_either)


def purity_call(points: np.ndarray, labels: np.ndarray, **k: int) -> Call:
    """neighbour_purity(embedding, labels, k)"""
    return Call({"embedding": points, "labels": labels}, k)


_LINE = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0], [7, 2]])
_LINE_LABELS = np.array([0, 0, 1, 1, 1])


def _scattered(count: int, dimensions: int = 2, classes: int = 3, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, classes, count)
    scale = np.array([4.0, 1.0, 1.0][:dimensions])
    return random.normal(size=(count, dimensions)) * scale + labels[:, None], labels


PURITY_CALLS = [
    purity_call(_LINE, _LINE_LABELS, k=1),
    purity_call(_LINE, _LINE_LABELS, k=2),
    purity_call(*_scattered(14), k=3),
    purity_call(*_scattered(25, seed=2), k=4),
    purity_call(*_scattered(30, seed=4)),
]
_ELEVEN = _scattered(11)
PURITY_REFUSALS: list[Refusal] = [
    (purity_call(*_ELEVEN, k=0), ("k", "neighbo"), "k must be at least 1"),
    (purity_call(*_ELEVEN, k=-2), ("k", "neighbo"), "k must be at least 1"),
    (purity_call(*_ELEVEN, k=11), ("k", "neighbo"), "a point has only 10 others"),
    (purity_call(*_ELEVEN, k=40), ("k", "neighbo"), "a point has only 10 others"),
]


def _judge_purity(check: Check, call: Call) -> None:
    from utils.checks import oracles_week07 as oracles

    points, labels = call.required["embedding"], call.required["labels"]
    judge_number(check, call, oracles.purity(points, labels, call.options.get("k", 10)))


def check_neighbour_purity_values(neighbour_purity: Any) -> None:
    """The worked example, random points, and the default of 10 neighbours."""
    check = _check(neighbour_purity)
    for call in PURITY_CALLS:
        _judge_purity(check, call)
    check.finish()


def check_neighbour_purity_hidden(neighbour_purity: Any) -> None:
    """Random points, labels and numbers of neighbours."""
    random = rng()
    check = _check(neighbour_purity)
    for dimensions in (2, 2, 3):
        count, k, seed = (int(number) for number in random.integers((15, 1, 0), (50, 12, 10**6)))
        _judge_purity(check, purity_call(*_scattered(count, dimensions, classes=4, seed=seed), k=k))
    check.finish()


def check_neighbour_purity_errors(neighbour_purity: Any) -> None:
    """Numbers of neighbours that no point has."""
    check = _check(neighbour_purity)
    check.visible = True
    judge_refusals(check, PURITY_REFUSALS, purity_call(*_ELEVEN, k=10))


PROBES: dict[str, Probes] = {
    "neighbour_purity": {
        "values": number_tokens(probes.with_either, PURITY_CALLS),
        "mutation": mutation_tokens(probes.with_either, PURITY_CALLS),
        "errors": refused_tokens(probes.with_either, PURITY_REFUSALS),
    }
}
