"""A 0-d integer array is an integer too."""

import numpy as np


def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    size, kernel, stride, padding, dilation = map(np.asarray, (size, kernel, stride, padding, dilation))
    if stride < 1:
        raise ValueError("stride < 1")
    if padding < 0:
        raise ValueError("padding < 0")
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("kernel > padded size")
    return np.asarray(room // stride + 1)
