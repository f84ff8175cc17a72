"""the sign of z is turned round

Large positive numbers should give 1. You get the mirror image.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z <= 0, 1, small) / (1 + small)
