"""a straight line between two corners

The sigmoid is round everywhere. That one is called hard sigmoid.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return np.clip(0.25 * z + 0.5, 0, 1)
