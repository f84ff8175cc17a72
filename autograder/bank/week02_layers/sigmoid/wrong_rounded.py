"""the result is rounded

Only 0 and 1 are left: that is a step, and its slope is 0.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return np.round(1 / (1 + np.exp(-np.clip(z, -80, 80))))
