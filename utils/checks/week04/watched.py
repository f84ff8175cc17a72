"""States, batches and losses for the small networks of `utils.checks.torch_probes`, and numbers as tokens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from utils.checks.fingerprints import token
from utils.checks.fixed_arrays import integers
from utils.checks.tensors import as_number, keeps_graph, plain

Arrays = dict[str, np.ndarray]
CROSS_ENTROPY = {"kind": "CrossEntropyLoss"}
SMOOTHED = {"kind": "CrossEntropyLoss", "label_smoothing": 0.2}
MARGIN = {"kind": "MultiMarginLoss"}
LIKELIHOOD = {"kind": "NLLLoss"}  # tells logits from their log-softmax, which the others cannot


def fixed_state(features: int, classes: int, seed: int = 1) -> Arrays:
    """A state of `torch_probes.Watched` with small numbers without symmetry."""
    return {
        "norm.weight": (1 + integers(features, seed=seed) / 16).astype(np.float32),
        "norm.bias": (integers(features, seed=seed + 1) / 8).astype(np.float32),
        "norm.running_mean": (integers(features, seed=seed + 2) / 4).astype(np.float32),
        "norm.running_var": (2 + integers(features, seed=seed + 3) / 8).astype(np.float32),
        "norm.num_batches_tracked": np.array(5),
        "dense.weight": (integers(classes, features, seed=seed + 4) / 8).astype(np.float32),
        "dense.bias": (integers(classes, seed=seed + 5) / 4).astype(np.float32),
    }


def random_state(random: np.random.Generator, features: int, classes: int) -> Arrays:
    """A state of `torch_probes.Watched` with random numbers."""
    return {
        "norm.weight": random.uniform(0.5, 1.5, features).astype(np.float32),
        "norm.bias": random.normal(size=features).astype(np.float32),
        "norm.running_mean": random.normal(size=features).astype(np.float32),
        "norm.running_var": random.uniform(0.5, 3, features).astype(np.float32),
        "norm.num_batches_tracked": np.array(int(random.integers(1, 50))),
        "dense.weight": random.normal(size=(classes, features)).astype(np.float32),
        "dense.bias": random.normal(size=classes).astype(np.float32),
    }


def fixed_features(count: int, features: int, seed: int = 20) -> np.ndarray:
    """Examples `(count, features)` of quarters."""
    return (integers(count, features, seed=seed) / 4).astype(np.float32)


def fixed_labels(count: int, classes: int, seed: int = 30) -> np.ndarray:
    """A class for each example."""
    return (integers(count, seed=seed) + 7).astype(np.int64) % classes


def batch_sizes(count: int, batch: int) -> str:
    """The batches of a loader, in words."""
    sizes = [min(batch, count - start) for start in range(0, count, batch)]
    return f"batches of {', '.join(map(str, sizes))}"


ONE, OTHER = fixed_state(3, 2, seed=4), fixed_state(3, 2, seed=14)
OTHER |= {"norm.num_batches_tracked": np.array(9), "dense.bias": np.array([1000.3, -0.1], np.float32)}


def near(number: float, expected: float) -> bool:
    """Whether two numbers agree to four digits."""
    return abs(number - expected) <= 1e-4 * max(1.0, abs(expected))


def number_token(value: Any) -> str:
    """A mean loss or an accuracy, rounded; whether it holds its graph; what else came in its place."""
    number = as_number(value)
    if number is None:
        return token(plain(value)) if not isinstance(value, (tuple, list)) else f"{len(value)} parts"
    return ("graph " if keeps_graph(value) else "") + token(round(number, 5) if math.isfinite(number) else number)
