"""negative numbers are treated as positive ones

1/(1 + e^-|z|) is right on the right of 0 only.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.abs(z)))
