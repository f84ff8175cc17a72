"""the slope is always 0.01

Your answer does not change with the argument slope.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, 0.01 * z)
