"""what NumPy refuses is refused, and nothing else

An index that is too large raises IndexError, and -1 takes the last row: neither says what is wrong with the labels.
Lesson: 3.1 "One-hot targets"
"""

import numpy as np


def one_hot(labels, classes=10):
    return np.eye(classes, dtype=np.float32)[labels]
