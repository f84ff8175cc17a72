"""The step function, with 0 at 0."""

import numpy as np


def relu_backward(dout, z):
    slope = np.heaviside(z, 0)
    return slope * dout
