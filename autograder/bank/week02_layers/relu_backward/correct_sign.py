"""Sign of the positive part."""

import numpy as np


def relu_backward(dout, z):
    return dout * np.sign(np.maximum(z, 0))
