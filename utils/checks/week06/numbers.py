"""Known weights and images, and outputs compared with what they should give."""

from __future__ import annotations

from typing import Any

import numpy as np

from utils.checks.fixed_arrays import integers
from utils.checks.report import as_array, describe
from utils.checks.week06.blocks import Arguments, Block

EXACT = {"seed": 3, "kind": "integers"}
EMPTY = {"seed": 0, "kind": "integers", "kernel": 0.0, "gamma": 1.0, "mean": 0.0, "variance": 1.0}
ALIVE = {"mean": 0.0, "beta": 0.5}  # so that no layer is silent, and gradients pass


def whole(*shape: int, seed: int = 1) -> np.ndarray:
    """Fixed small integers without symmetry, as float32."""
    return integers(*shape, seed=seed).astype(np.float32)


def random_case(random: np.random.Generator, block: Block, case: Arguments) -> tuple[np.ndarray, dict[str, Any]]:
    """Images of random size, and the recipe of random weights."""
    height, width = (int(side) for side in random.integers(5, 10, 2))
    x = random.normal(size=(3, case[0], height, width)).astype(np.float32)
    return x, {"seed": int(random.integers(10**6)), "kind": "random"}


def agrees(value: Any, expected: np.ndarray, share: float = 1.0) -> bool:
    """Whether at least `share` of the numbers agree to about three digits."""
    array = as_array(value)
    if array is None or array.shape != expected.shape or not array.size:
        return False
    with np.errstate(all="ignore"):
        close = np.abs(array - expected) <= 1e-3 * max(1.0, float(np.abs(expected).max(initial=0)))
    return bool(close.mean() >= share)


def compared(value: Any, expected: np.ndarray) -> list[tuple[str, str]]:
    """Lines about the first number that differs."""
    array = as_array(value)
    if array is None:
        return [("yours", describe(value)), ("expected", f"a tensor of shape {expected.shape}")]
    if array.shape != expected.shape:
        return [("shape", f"{array.shape}, expected {expected.shape}")]
    with np.errstate(all="ignore"):
        wrong = ~(np.abs(array - expected) <= 1e-3 * max(1.0, float(np.abs(expected).max(initial=0))))
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    first = f"{list(index)}: yours {array[index]:.6g}, expected {expected[index]:.6g}"
    return [("first difference", first), ("differences", f"{int(wrong.sum())} of {wrong.size} values")]
