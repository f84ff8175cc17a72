"""only one integer type is accepted

MNIST labels are uint8. Any integer type will do.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have shape (N,), got {labels.shape}")
    if labels.dtype != np.int64:
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    return np.eye(classes, dtype=np.float32)[labels]
