"""the smaller of z and 0 is taken

Positive numbers should pass.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    return np.minimum(z, 0)
