"""Weights and images for `MnistNet`; with some of them, the logits tell what was dropped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from utils.checks import torch_probes as probes
from utils.checks.fingerprints import NOTHING, Function
from utils.checks.modes import MODE
from utils.checks.report import as_array
from utils.checks.scenes import Scene, beside
from utils.checks.tensors import plain

IMAGE = (1, 28, 28)
SHAPES = ((10, 1, 5, 5), (10,), (20, 10, 5, 5), (20,), (50, 320), (50,), (10, 50), (10,))


def small_weights() -> list[np.ndarray]:
    """Weights of -1, 0 and 1: all sums are small integers, exact in float32."""
    random = np.random.default_rng(1)
    return [random.integers(-1, 2, shape).astype(np.float32) for shape in SHAPES]


def small_images(count: int, seed: int = 50) -> np.ndarray:
    """Images of -1, 0, 1 and 2."""
    return np.random.default_rng(seed).integers(-1, 3, (count, *IMAGE)).astype(np.float32)


def random_weights(random: np.random.Generator) -> list[np.ndarray]:
    """Weights that keep the size of activations about the same from layer to layer."""
    scales = [1.5 / math.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 0.3 for shape in SHAPES]
    return [(scale * random.normal(size=shape)).astype(np.float32) for scale, shape in zip(scales, SHAPES, strict=True)]


def _tell_tale(maps: Sequence[int]) -> list[np.ndarray]:
    """Weights by which logits of white images say what was dropped.

    Both convolutions pass ones on. Five hidden units k, 10 + k, ..., 40 + k sum the 16 pixels of map `maps[k]`, pixel p
    counted 2^p times; logit k adds up the five.
    """
    weights = [np.zeros(shape) for shape in SHAPES]
    weights[0][:, 0, 2, 2] = 1
    for out in range(20):
        weights[2][out, out % 10, 2, 2] = 1
    for unit in range(50):
        weights[4][unit, 16 * maps[unit % 10] : 16 * maps[unit % 10] + 16] = 2.0 ** np.arange(16)
        weights[6][unit % 10, unit] = 1
    return weights


UNIT = 2**16 - 1


def dropped_units(logits: Any) -> np.ndarray | None:
    """Logits of `_tell_tale` in units of one map in one hidden unit."""
    array = as_array(plain(logits))
    return array / UNIT if array is not None and array.ndim == 2 and np.isfinite(array).all() else None


def _strengths(units: np.ndarray) -> str:
    """The different strengths that occur, or that there are many."""
    found = sorted({round(float(unit), 3) for unit in units.ravel()})
    return " ".join(f"{unit:g}" for unit in found) if len(found) <= 24 else "many"


def _together(units: np.ndarray) -> float:
    """Correlation of being dropped, between maps that read the same map of the first convolution."""
    kept = (units > 0).astype(float)
    one, other = kept[:, 0::2] - kept.mean(), kept[:, 1::2] - kept.mean()
    return float((one * other).mean() / max(kept.var(), 1e-9))


def pairs_of(some: Iterable[int]) -> list[int]:
    """Ten maps: five, each followed by the other one that reads the same map of the first convolution."""
    return [index for first in some for index in (int(first), int(first) + 10)]


def tell_scene(maps: Sequence[int], training: bool, seed: int = 0) -> Scene:
    """White images through the weights of `_tell_tale`."""
    images = np.ones((240, *IMAGE), np.float32)
    text = f"model(x {images.shape}) in {MODE[training]} mode, weights that show what is dropped"
    return Scene({"arrays": _tell_tale(maps), "images": images, "training": training, "seed": seed}, text=text)


def dropout_tokens(kind: Function) -> list[str]:
    """What is dropped in eval mode and in train mode, coarsely."""
    tokens = []
    for training in (False, True):
        outcome = beside(probes.net_logits, kind, tell_scene(pairs_of(range(5)), training))
        units = dropped_units(outcome.value) if outcome.error is None else None
        if units is None:
            tokens.append(NOTHING)
            continue
        zeros, alike = (units == 0).mean(), (np.ptp(1 * (units > 0), axis=1) == 0).mean()
        mean = round(float(units.mean()) / 2.5) * 2.5 if _strengths(units) == "many" else 0
        coarse = (round(4 * zeros) / 4, round(3 * _together(units)) / 3, round(2 * alike) / 2, mean)
        tokens.append(f"{_strengths(units)} {' '.join(f'{number + 0.0:.2f}' for number in coarse)}")
    return tokens


def dropout_fault(units: np.ndarray, training: bool) -> str | None:
    """What is wrong with `units` of `_tell_tale`: 5 each without dropout, 4 for each kept unit of a kept map."""
    strengths = f"strengths {_strengths(units)[:60]}"
    if not training:
        return None if np.allclose(units, 5, atol=1e-3) else f"{strengths}; without dropout all would be 5"
    if np.allclose(units, units.ravel()[0], atol=1e-3):
        return "nothing is dropped in train mode"
    whole = np.round(units / 4)
    if not np.allclose(units, 4 * whole, atol=1e-3) or whole.min() < 0 or whole.max() > 5:
        return f"{strengths}; whole maps and units, dropped by half, leave 0, 4, 8, 12, 16 or 20"
    kept = (whole > 0).astype(int)
    shares = {"maps": float(kept.mean()) * 32 / 31, "hidden units": float(whole[whole > 0].mean()) / 5 * 31 / 32}
    for name, share in shares.items():
        if not 0.4 < share < 0.6:
            return f"{share:.0%} of the {name} are kept, expected about half"
    if (np.ptp(kept, axis=1) == 0).mean() > 0.1:
        return "all maps of an image are dropped together"
    if np.ptp(kept, axis=0).min() == 0:
        return "a map is dropped in all images of the batch, or in none"
    if any(np.ptp(column[column > 0]) == 0 for column in whole.T):
        return "the same hidden units are dropped in all images"
    if _together(units) > 0.3:
        return "maps that read the same map of the first convolution are dropped together"
    return None
