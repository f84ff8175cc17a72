"""A copy of dout in which closed places are overwritten."""

import numpy as np


def relu_backward(dout, z):
    dz = np.array(dout)
    dz[z <= 0] = 0
    return dz
