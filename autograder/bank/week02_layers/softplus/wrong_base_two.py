"""a logarithm to base 2

Softplus takes the natural logarithm: at 0 it is 0.6931, not 1.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    return np.logaddexp2(0, z / np.log(2)).astype(z.dtype)
