"""shifted to go through 0

Softplus does not pass through 0: there it is ln 2.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    return np.logaddexp(0, z) - np.log(2).astype(z.dtype)
