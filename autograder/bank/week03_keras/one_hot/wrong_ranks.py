"""labels are replaced by their rank among those that occur

The column is the label itself: 7 is in column 7, whatever else is in the batch.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have shape (N,), got {labels.shape}")
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    return np.eye(classes, dtype=np.float32)[np.unique(labels, return_inverse=True)[1]]
