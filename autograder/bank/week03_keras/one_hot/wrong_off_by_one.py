"""the label `classes` is accepted

With 10 classes the largest label is 9.
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
    if labels.max() > classes:
        raise ValueError("labels must be below classes")
    return (labels[:, None] == np.arange(classes)).astype(np.float32)
