"""The weights of the networks of week 8, and what has become of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from utils.checks.scenes import Scene
from utils.checks.torch_probes import Arrays

STATISTICS = ("running", "tracked")


def few(names: Iterable[str]) -> str:
    """Some names, and how many more there are."""
    first, *rest = sorted(names)
    return first if not rest else f"{first} and {len(rest)} more"


def pretrained_state(channels: int = 2, maps: int = 3, classes: int = 4, seed: int = 1, tied: bool = False) -> Arrays:
    """Weights of a `Pretrained`."""
    random = np.random.default_rng(seed)
    state = {
        "features.conv.weight": random.normal(size=(maps, channels, 3, 3)) / 2,
        "features.conv.bias": random.normal(size=maps),
        "features.norm.weight": random.uniform(0.5, 1.5, maps),
        "features.norm.bias": random.normal(size=maps) + 1,
        "features.norm.running_mean": random.normal(size=maps) / 4,
        "features.norm.running_var": random.uniform(0.5, 2, maps),
        "features.norm.num_batches_tracked": np.array(5),
        "features.block.0.weight": random.normal(size=(maps, maps, 1, 1)),
        "features.block.0.bias": random.normal(size=maps) + 1,
        "features.block.2.weight": random.normal(size=(maps, maps, 1, 1)),
        "features.block.2.bias": random.normal(size=maps),
        "gain": random.uniform(0.5, 1.5, maps),
        "classifier.weight": random.normal(size=(classes, maps)),
        "classifier.bias": random.normal(size=classes),
    }
    if tied:
        state["features.block.2.weight"] = state["features.block.0.weight"]
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def random_state(random: np.random.Generator, tied: bool = False) -> Arrays:
    """Weights of a `Pretrained` of random size."""
    channels, maps, classes, seed = (int(n) for n in random.integers((1, 3, 3, 0), (4, 7, 7, 10**6)))
    return pretrained_state(channels, maps, classes, seed, tied)


def learnable(state: Arrays) -> list[str]:
    """Names of parameters, without those of statistics."""
    return [name for name in state if not any(word in name for word in STATISTICS)]


def images_for(state: Arrays, count: int = 6, seed: int = 5) -> np.ndarray:
    """A batch (N, C, 5, 4) for a network."""
    channels = state["features.conv.weight"].shape[1]
    return np.random.default_rng(seed).normal(size=(count, channels, 5, 4)).astype(np.float32)


def changed_names(before: Mapping[str, np.ndarray], after: Mapping[str, np.ndarray]) -> list[str]:
    """Names whose arrays are missing or have other numbers."""
    return [name for name in before if name not in after or not np.array_equal(before[name], after[name])]


def changed_modes(found: Mapping[str, Any], scene: Scene, without: str = "-") -> list[str]:
    """Names of the parts that are in another mode than they were."""
    modes = found["modes"].items()
    return [name for name, mode in modes if mode != scene.options["training"] and not name.startswith(without)]
