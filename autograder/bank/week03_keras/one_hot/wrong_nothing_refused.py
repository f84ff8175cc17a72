"""no label is refused

A label that is no class becomes some class, or an error far away from its cause.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    rows = np.zeros((len(labels), classes), dtype=np.float32)
    for row, label in zip(rows, labels):
        row[np.asarray(label, dtype=int) % classes] = 1
    return rows
