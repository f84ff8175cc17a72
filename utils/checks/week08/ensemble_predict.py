"""Checks of `ensemble_predict`: the class with the largest mean probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from utils.checks.fingerprints import Probes, call_probes, named_check
from utils.checks.report import Call, rng


def ensemble_call(probabilities: np.ndarray) -> Call:
    """ensemble_predict(probabilities)"""
    return Call({"probabilities": probabilities})


WORKED_ENSEMBLE = ensemble_call(
    np.array(
        [[[0.9, 0.1, 0.0], [0.2, 0.5, 0.3]], [[0.4, 0.6, 0.0], [0.3, 0.1, 0.6]], [[0.3, 0.7, 0.0], [0.1, 0.5, 0.4]]]
    )
)


def _probabilities(random: np.random.Generator, models: int, images: int, classes: int) -> np.ndarray:
    """Probabilities (M, N, K) in hundredths, whose mean has no tie and often another winner than the votes."""
    found: list[np.ndarray] = []
    while len(found) < images:
        parts = np.stack([random.multinomial(100, random.dirichlet(np.full(classes, 0.6))) for _ in range(models)])
        total = np.sort(parts.sum(axis=0))
        if total[-1] > total[-2] + 2:
            found.append(parts / 100)
    return np.stack(found, axis=1)


ENSEMBLE_CALLS = [
    WORKED_ENSEMBLE,
    ensemble_call(_probabilities(np.random.default_rng(3), 3, 12, 4)),
    ensemble_call(_probabilities(np.random.default_rng(4), 5, 16, 5)),
    ensemble_call(_probabilities(np.random.default_rng(5), 4, 4, 4)),
    ensemble_call(_probabilities(np.random.default_rng(6), 1, 5, 3)),
]


def check_ensemble_predict_values(ensemble_predict: Any) -> None:
    """The worked example and fixed tables."""
    _ensemble(ensemble_predict, ENSEMBLE_CALLS, visible=True)


def check_ensemble_predict_hidden(ensemble_predict: Any) -> None:
    """Random tables, among them one where votes and mean disagree everywhere."""
    random = rng()
    shapes = [
        (3, 400, 4),
        (int(random.integers(2, 7)), int(random.integers(5, 15)), int(random.integers(3, 8))),
        (1, 4, 3),
    ]
    _ensemble(
        ensemble_predict, [ensemble_call(_probabilities(random, *shape)) for shape in shapes] + [_disagree(random)]
    )


def _disagree(random: np.random.Generator) -> Call:
    """Two of three models lean slightly to one class, the third is sure of another."""
    tables = []
    for _ in range(6):
        sure, other, third = random.permutation(3)
        table = np.zeros((3, 3))
        table[:2, other], table[:2, sure], table[:2, third] = 0.5, 0.4, 0.1
        table[2, sure], table[2, third] = 0.95, 0.05
        tables.append(random.permutation(table))
    return ensemble_call(np.stack(tables, axis=1))


def _ensemble(ensemble_predict: Any, calls: Sequence[Call], visible: bool = False) -> None:
    from utils.checks import oracles_week08 as oracles

    check = named_check("ensemble_predict", ensemble_predict, PROBES, visible=visible)
    for call in calls:
        check.array(call, oracles.ensemble(call.required["probabilities"]))
    check.finish()


PROBES: dict[str, Probes] = {"ensemble_predict": call_probes(ENSEMBLE_CALLS)}
