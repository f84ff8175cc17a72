"""the result is float32 whatever the input

float64 in, float64 out.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    z = z.astype(np.float32)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)
