"""the gate is turned round

Gradients pass where z was above 0.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    return dout * (z <= 0)
