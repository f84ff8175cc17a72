"""NumPy integers."""

import numpy as np


def same_padding(kernel, dilation=1):
    half, rest = np.divmod(np.int32(dilation) * (np.int32(kernel) - 1), 2)
    if rest:
        raise ValueError("dilation * (kernel - 1) must be even")
    return half
