"""the result is float32 whatever the input

float64 in, float64 out.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    return np.maximum(z, 0).astype(np.float32)
