"""Weights of the networks of week 7, and images for them."""

from __future__ import annotations

import numpy as np

from utils.checks.fixed_arrays import integers
from utils.checks.torch_probes import Arrays

CLASSES = 3


def template(channels: int, height: int, width: int, seed: int = 1) -> Arrays:
    """Templates of small integers."""
    size = channels * height * width
    state = {"dense.weight": integers(CLASSES, size, seed=seed), "dense.bias": integers(CLASSES, seed=seed + 1)}
    return {name: array.astype(np.float32) for name, array in state.items()}


def seer(channels: int, height: int, width: int, stride: int = 1, seed: int = 1) -> Arrays:
    """A `Seer` of small numbers for images (channels, height, width): its answers in eval mode are exact."""
    random, maps, more = np.random.default_rng(seed), 3, 4
    inputs = more * -(-height // stride) * -(-width // stride)
    state = {
        "features.conv.weight": random.integers(-1, 2, (maps, channels, 3, 3)),
        "features.conv.bias": random.integers(-2, 3, maps),
        "features.norm.weight": random.choice([-1, 1, 2], maps),
        "features.norm.bias": random.integers(-1, 4, maps) + 0.5,  # halves and quarters: no unit is exactly at zero
        "features.norm.running_mean": random.integers(-2, 3, maps),
        "features.norm.running_var": np.full(maps, 1 - 1e-5),
        "features.norm.num_batches_tracked": np.array(5),
        "features.block.0.weight": random.integers(-1, 2, (more, maps, 3, 3)),
        "features.block.0.bias": random.integers(-4, 2, more) + 0.25,
        "head.1.weight": random.integers(-2, 3, (CLASSES, inputs)),
        "head.1.bias": random.integers(-3, 4, CLASSES),
    }
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def random_seer(random: np.random.Generator, channels: int, height: int, width: int, stride: int = 1) -> Arrays:
    """A `Seer` whose activations keep their size from layer to layer."""
    maps, more, classes = (int(number) for number in random.integers((3, 3, 3), (6, 6, 6)))
    inputs = more * -(-height // stride) * -(-width // stride)
    state = {
        "features.conv.weight": random.normal(size=(maps, channels, 3, 3)) / np.sqrt(4 * channels),
        "features.conv.bias": random.normal(size=maps) / 4,
        "features.norm.weight": random.uniform(0.5, 1.5, maps) * random.choice([-1, 1], maps),
        "features.norm.bias": random.normal(size=maps) / 2,
        "features.norm.running_mean": random.normal(size=maps) / 4,
        "features.norm.running_var": random.uniform(0.5, 2, maps),
        "features.norm.num_batches_tracked": np.array(9),
        "features.block.0.weight": random.normal(size=(more, maps, 3, 3)) / np.sqrt(4 * maps),
        "features.block.0.bias": random.normal(size=more) / 4,
        "head.1.weight": random.normal(size=(classes, inputs)),
        "head.1.bias": random.normal(size=classes),
    }
    return {name: array.astype(np.int64 if "tracked" in name else np.float32) for name, array in state.items()}


def random_case(
    random: np.random.Generator, channels: int, lowest: int, highest: int, stride: int = 1
) -> tuple[Arrays, np.ndarray, int]:
    """A random `Seer`, an image that is not square, and a label; no unit is so near to zero that rounding decides."""
    from utils.checks import oracles_week07 as oracles

    while True:
        height, width = (int(number) for number in random.choice(np.arange(lowest, highest), 2, replace=False))
        state, image = random_seer(random, channels, height, width, stride), noise(random, channels, height, width)
        units = oracles.activations(state, image[None], stride)
        if min(np.abs(units[name]).min() for name in ("features.norm", "features.block.0")) > 1e-5:
            return state, image, int(random.integers(len(state["head.1.bias"])))


def pixels(*shape: int, seed: int = 5) -> np.ndarray:
    """Images of small integers."""
    return np.random.default_rng(seed).integers(-2, 4, shape).astype(np.float32)


def noise(random: np.random.Generator, *shape: int) -> np.ndarray:
    """Images of random numbers."""
    return random.normal(size=shape).astype(np.float32)
