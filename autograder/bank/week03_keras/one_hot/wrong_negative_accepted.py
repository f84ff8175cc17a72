"""negative labels count from the end

"No label" (-1) would silently become the last class.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.max() >= classes:
        raise ValueError("labels must be below classes")
    return np.eye(classes, dtype=np.float32)[labels]
