"""the left side is an exponential

That is the ELU. The leaky ReLU has a straight line on the left.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, slope * np.expm1(np.minimum(z, 0)))
