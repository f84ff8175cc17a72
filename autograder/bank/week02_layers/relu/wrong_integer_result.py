"""fractions are lost

The array that holds the result is of integer type.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    result = np.zeros(z.shape, dtype=int)
    result[z > 0] = z[z > 0]
    return result.astype(z.dtype)
