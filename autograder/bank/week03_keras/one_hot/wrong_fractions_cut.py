"""fractions are cut off to labels

0.5 is no class; probably these are not labels at all.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    if labels.min() < 0:
        raise ValueError("labels must not be negative")
    if labels.max() >= classes:
        raise ValueError("labels must be below classes")
    return np.eye(classes, dtype=np.float32)[labels.astype(int)]
