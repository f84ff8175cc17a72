"""NumPy integers and floor, returns np.int64."""

import numpy as np


def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1:
        raise ValueError(f"Stride = {stride} is not positive")
    if padding < 0:
        raise ValueError(f"Padding = {padding} is negative")
    steps = np.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride)
    if steps < 0:
        raise ValueError(f"KERNEL {kernel} too large")
    return np.int64(steps) + 1
