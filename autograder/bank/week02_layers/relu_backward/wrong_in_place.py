"""dout itself is changed

The caller still needs dout.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    dout[z <= 0] = 0
    return dout
