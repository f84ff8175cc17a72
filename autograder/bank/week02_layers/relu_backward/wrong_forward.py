"""the way forward instead of the way back

That is relu(z). The way back starts from dout.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    return np.maximum(z, 0)
