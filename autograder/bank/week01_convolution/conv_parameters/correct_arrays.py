"""Makes the arrays and counts."""

import numpy as np


def conv_parameters(kernel, in_channels, out_channels, bias=True):
    total = np.zeros((kernel, kernel, in_channels, out_channels), np.int8).size
    if bias:
        total += np.zeros(out_channels).size
    return total
