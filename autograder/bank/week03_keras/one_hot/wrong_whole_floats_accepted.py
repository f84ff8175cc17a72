"""whole numbers that are stored as floats are accepted

Labels come with an integer dtype. Floats are probably something else: a probability, a mean, a pixel.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    whole = labels.astype(int)
    if np.any(whole != labels):
        raise ValueError("labels must be integers")
    if whole.min() < 0 or whole.max() >= classes:
        raise ValueError(f"labels must be below {classes}")
    return np.eye(classes, dtype=np.float32)[whole]
