"""both dout and z have to be positive

z alone decides. Gradients of either sign pass an open gate.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    return dout * (z > 0) * (dout > 0)
