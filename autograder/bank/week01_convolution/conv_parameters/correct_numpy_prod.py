"""np.prod gives np.int64."""

import numpy as np


def conv_parameters(kernel, in_channels, out_channels, bias=True):
    return np.prod([kernel, kernel, in_channels, out_channels]) + bias * out_channels
