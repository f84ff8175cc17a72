"""the result is float64 whatever the input

float32 in, float32 out.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z.astype(float)))
    return np.where(z >= 0, 1, small) / (1 + small)
