"""the gradient loses its sign

A negative gradient says that the loss falls when z grows. It must arrive as it is.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    return np.abs(dout) * (z > 0)
