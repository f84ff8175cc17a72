"""fractions are lost

The array that holds the result is of integer type.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    a = np.where(z > 0, z, slope * z)
    return a.astype(int).astype(z.dtype)
