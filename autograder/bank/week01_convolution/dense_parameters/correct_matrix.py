"""Makes the matrix and the vector."""

import numpy as np


def dense_parameters(in_features, out_features, bias=True):
    arrays = [np.empty((out_features, in_features), bool)]
    if bias:
        arrays.append(np.empty(out_features, bool))
    return sum(array.size for array in arrays)
