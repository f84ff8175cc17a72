"""Every layer is a map f -> s f + (k - s), written as a matrix."""

import numpy as np


def receptive_field(layers):
    total = np.eye(2, dtype=int)
    for kernel, stride in layers:
        total = total @ np.array([[stride, kernel - stride], [0, 1]])
    return total.sum(axis=1)[0]
