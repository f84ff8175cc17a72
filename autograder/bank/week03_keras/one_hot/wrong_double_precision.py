"""the rows are float64

NumPy makes float64 unless told otherwise; the network computes in float32.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    return np.eye(classes)[labels]
