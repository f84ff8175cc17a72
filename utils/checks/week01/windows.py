"""What the questions about windows share: the worked example, a reason, and how far sums may be rounded."""

from __future__ import annotations

import numpy as np

WORKED_IMAGE = np.array([[3.0, 0, 1], [1, 2, 0], [0, 1, 4]])
WORKED_KERNEL = np.array([[1.0, 2], [0, -1]])
TOO_LARGE = "the kernel is larger than the padded input"


def noise_of(dtype: str, terms: np.ndarray) -> float:
    """Rounding to allow for: a few units in the last place of the largest sum of magnitudes."""
    return float(8 * np.finfo(dtype).eps * np.abs(terms).max())
