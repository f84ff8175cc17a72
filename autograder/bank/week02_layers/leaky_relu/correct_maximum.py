"""The larger of z and slope z."""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.maximum(z, slope * z)
