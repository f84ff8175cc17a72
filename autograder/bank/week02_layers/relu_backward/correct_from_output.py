"""Reads the gate off the output of the ReLU."""

import numpy as np


def relu_backward(dout, z):
    a = np.maximum(z, 0)
    return np.multiply(dout, a != 0)
