import numpy as np


def one_hot(labels, classes=10):
    if labels.ndim != 1:
        raise ValueError(f"labels must have 1 axis, got {labels.ndim}")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers, got {labels.dtype}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    rows = np.zeros((len(labels), classes), np.float32)
    np.put_along_axis(rows, labels[:, np.newaxis].astype(int), 1, axis=1)
    return rows
