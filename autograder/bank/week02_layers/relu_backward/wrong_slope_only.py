"""dout is forgotten

That is the slope of the bend alone. The chain rule multiplies it by what arrives.
Lesson: 2.4 "The chain rule on a graph"
"""

import numpy as np


def relu_backward(dout, z):
    return (z > 0).astype(dout.dtype)
