"""fractions are lost

The array that holds the result is of integer type.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    dz = np.zeros(z.shape, dtype=int)
    dz[z > 0] = dout[z > 0]
    return dz.astype(dout.dtype)
