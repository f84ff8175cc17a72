"""Arrays for one step of a network, and which arguments a refusal may name."""

from __future__ import annotations

import numpy as np

from utils.checks.fixed_arrays import integers
from utils.checks.report import Call

INPUTS, HIDDEN, BATCH = ("x", "w_x"), ("h", "c", "w_h", "w_x", "b"), ("x", "h", "c")


def eighths(*shape: int, seed: int = 1) -> np.ndarray:
    """Fixed numbers between -1 and 1 without symmetry: small enough for tanh and the sigmoid not to be flat."""
    return integers(*shape, seed=seed) / 8


def with_arrays(call: Call, **arguments: np.ndarray) -> Call:
    """The call with other arrays."""
    return Call({**call.required, **arguments}, call.options)


def redrawn(random: np.random.Generator, call: Call) -> Call:
    """The same shapes with random numbers."""
    return Call({name: random.normal(size=np.shape(array)) for name, array in call.required.items()}, call.options)
