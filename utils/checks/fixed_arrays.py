"""Arrays for calls whose answers are known beforehand: the same numbers on every machine."""

from __future__ import annotations

import numpy as np


def integers(*shape: int, seed: int = 1) -> np.ndarray:
    """A fixed float64 array of small integers without symmetry, the same on every machine."""
    mixed = (np.arange(np.prod(shape, dtype=int)) + 97 * seed) * 2654435761 % 2**32
    return (mixed // 2**28 - 7.0).reshape(shape)


def halves(*shape: int, seed: int = 1) -> np.ndarray:
    """As `integers`, divided by 2: spoilt by an integer buffer, and products are quarters, exact to three digits."""
    return integers(*shape, seed=seed) / 2


def bytes_of(*shape: int, seed: int = 1) -> np.ndarray:
    """A fixed uint8 array of multiples of 17, 0 and 255 among them: `/ 255` gives fifteenths."""
    return ((integers(*shape, seed=seed) + 7) * 17).astype(np.uint8)
