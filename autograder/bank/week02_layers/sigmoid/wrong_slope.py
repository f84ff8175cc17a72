"""the slope instead of the function

You return s(1 - s). That belongs to the way back.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    s = np.where(z >= 0, 1, small) / (1 + small)
    return s * (1 - s)
