"""an IndexError is left to say it

The caller looks for a mistake in your code then; a ValueError names the argument.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.min() < 0:
        raise ValueError("labels must not be negative")
    return np.eye(classes, dtype=np.float32)[labels]
