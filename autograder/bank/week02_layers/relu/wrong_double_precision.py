"""the result is float64 whatever the input

float32 in, float32 out.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    return np.maximum(z, np.zeros(z.shape))
