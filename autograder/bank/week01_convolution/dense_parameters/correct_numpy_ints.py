"""NumPy integers."""

import numpy as np


def dense_parameters(in_features, out_features, bias=True):
    total = np.multiply(in_features, out_features)
    return np.add(total, out_features) if bias else total
