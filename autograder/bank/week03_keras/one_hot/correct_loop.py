import numpy as np


def one_hot(labels, classes=10):
    if len(labels.shape) != 1 or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("Labels must be integers with one axis")
    rows = np.zeros((len(labels), classes), dtype="float32")
    for row, label in zip(rows, labels):
        if not 0 <= label < classes:
            raise ValueError(f"label {label} is none of {classes} classes")
        row[int(label)] = 1.0
    return rows
