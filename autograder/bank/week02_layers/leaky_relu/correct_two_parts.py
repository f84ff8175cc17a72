"""Positive part plus slope times negative part."""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.maximum(z, 0) + slope * np.minimum(z, 0)
