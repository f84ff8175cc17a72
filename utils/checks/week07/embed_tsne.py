"""Checks of `embed_tsne`: groups of codes stay together on a map."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks import seeing_probes as probes
from utils.checks.fingerprints import Function, Probes
from utils.checks.report import Call, Check, as_array, describe, rng
from utils.checks.scenes import beside, probed_check
from utils.checks.tensors import plain, shown
from utils.checks.tokens import trouble
from utils.checks.week07.probed import mutation_tokens


def _check(embed_tsne: Any) -> Check:
    return probed_check("embed_tsne", embed_tsne, PROBES, probes.with_either)


GROUPS, MEMBERS, FEATURES, APART = 8, 12, 64, 0.9


def _groups(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Features (N, 64) in eight groups, in random order, that no flat projection keeps apart, and their labels."""
    labels = random.permutation(np.repeat(np.arange(GROUPS), MEMBERS))
    while True:
        centres = 1.5 * random.normal(size=(GROUPS, FEATURES))
        features = (centres[labels] + random.normal(size=(len(labels), FEATURES))).astype(np.float32)
        centred = features - features.mean(axis=0)
        flat = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
        if _purity(flat, labels) < 0.8 and _purity(features, labels) > 0.99:
            return features, labels


def _purity(points: np.ndarray, labels: np.ndarray, k: int = 5) -> float:
    """Mean share of a point's k nearest others with its label."""
    return float((labels[_neighbours(points, k)] == labels[:, None]).mean())


def _neighbours(points: np.ndarray, k: int) -> np.ndarray:
    """Indices (N, k) of the k nearest others."""
    distances = np.linalg.norm(points[:, None].astype(float) - points, axis=-1)
    np.fill_diagonal(distances, np.inf)
    return distances.argsort(axis=1)[:, :k]


def tsne_call(features: np.ndarray, **seed: int) -> Call:
    """embed_tsne(features, seed)"""
    return Call({"features": features}, seed)


def _linear(points: np.ndarray, features: np.ndarray) -> str:
    """Whether the points are a flat projection of the features, and which."""
    if len(points) != len(features):
        return "other points"
    if np.allclose(points, features[:, :2], atol=1e-3):
        return "columns"
    inputs = np.column_stack([features, np.ones(len(features))])
    rest = points - inputs @ np.linalg.lstsq(inputs, points, rcond=None)[0]
    if np.abs(rest).max() > 1e-2 * max(1e-9, float(np.abs(points).max())):
        return "curved"
    one, other = (points - points.mean(axis=0)).T
    return "uncorrelated" if abs(one @ other) <= 1e-3 * np.sqrt((one @ one) * (other @ other)) else "projection"


def _tsne_tokens(embed_tsne: Function) -> list[str]:
    features, labels = _groups(np.random.default_rng(3))
    call = tsne_call(features, seed=1)
    outcomes = [beside(probes.with_either, embed_tsne, call) for _ in range(2)]
    if outcomes[0].error is not None or outcomes[1].error is not None:
        return [trouble(outcomes[0].error or outcomes[1].error or ValueError())]
    arrays = [as_array(plain(outcome.value)) for outcome in outcomes]
    first, again = arrays
    if first is None or again is None:
        return [describe(outcomes[0].value)]
    tokens = [str(first.shape), "same" if first.shape == again.shape and np.allclose(first, again) else "differs"]
    if first.shape == (len(features), 2) and np.isfinite(first).all():
        apart = _purity(first, labels)
        kind = _linear(first, features)
        spread = "apart" if apart >= APART else "mixed" if apart > 0.25 else "scattered"
        tokens += [kind, spread, f"{len(np.unique(first.round(6), axis=0)) == len(first)}"]
        nearest = features[_neighbours(first, 1)[:, 0], 0]
        tokens += (
            ["by first feature"] if np.median(np.abs(features[:, 0] - nearest)) < 0.1 * features[:, 0].std() else []
        )
        tokens += ["ascending"] if (np.diff(first, axis=0) >= 0).all() else []
    return tokens


def _judge_embedding(check: Check, call: Call) -> np.ndarray | None:
    """A finite array (N, 2), the same at each call; None when it is not."""
    outcome = check.attempt(call)
    if outcome is None:
        return None
    array, expected = as_array(plain(outcome.value)), (len(call.required["features"]), 2)
    if array is None or array.shape != expected or not np.isfinite(array).all():
        lines = [("yours", shown(outcome.value)), ("expected", f"finite numbers of shape {expected}")]
        check.find("shape", "wrong shape", lines, call=call, aspects=("values",))
        return None
    return array


def check_embed_tsne_shape(embed_tsne: Any) -> None:
    """Two finite numbers for each code; the same seed gives the same map."""
    check = _check(embed_tsne)
    features, _ = _groups(np.random.default_rng(5))
    for call in (tsne_call(features), tsne_call(features[:60], seed=3)):
        array = _judge_embedding(check, call)
        again = None if array is None else _judge_embedding(check, call)
        if array is None or again is None:
            continue
        if not np.allclose(array, again, rtol=1e-3, atol=1e-3):
            lines = [("first call", f"{array[0]} for the first code"), ("second call", f"{again[0]}")]
            check.find("values", "two calls with one seed differ", lines, call=call, aspects=("values",))
        check.show(f"{call.describe('embed_tsne')} -> shape {array.shape}, twice the same")
    check.finish("two coordinates per code, and they can be had again")


def check_embed_tsne_hidden(embed_tsne: Any) -> None:
    """Eight random groups in 64 dimensions: 9 of 10 nearest neighbours on the map are of the same group."""
    random = rng()
    check = _check(embed_tsne)
    for _ in range(2):
        features, labels = _groups(random)
        call = tsne_call(features, seed=int(random.integers(100)))
        array = _judge_embedding(check, call)
        if array is None:
            break
        if (apart := _purity(array, labels)) < APART:
            lines = [("groups", f"of five nearest neighbours on the map, {apart:.0%} are of the same group")]
            lines.append(("expected", f"{APART:.0%} or more: the groups are far apart in 64 dimensions"))
            check.find("values", "groups are mixed", lines, call=call, aspects=("values",))
    check.finish("groups stay together")


PROBES: dict[str, Probes] = {
    "embed_tsne": {
        "values": _tsne_tokens,
        "mutation": mutation_tokens(probes.with_either, [tsne_call(_groups(np.random.default_rng(4))[0])]),
    }
}
