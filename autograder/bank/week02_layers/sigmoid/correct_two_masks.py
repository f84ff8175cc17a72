"""Two formulas, each on its own places."""

import numpy as np


def sigmoid(z):
    out = np.empty_like(z)
    right = z >= 0
    out[right] = 1 / (1 + np.exp(-z[right]))
    powers = np.exp(z[~right])
    out[~right] = powers / (1 + powers)
    return out
