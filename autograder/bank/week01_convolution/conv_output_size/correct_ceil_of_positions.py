"""Ceiling of the number of positions, the other textbook form."""

import math


def conv_output_size(size, kernel, stride=1, padding=0, dilation=1):
    if stride < 1 or padding < 0:
        raise ValueError("stride must be positive and padding must not be negative")
    positions = size + 2 * padding - (kernel - 1) * dilation
    if positions < 1:
        raise ValueError("kernel (with dilation) exceeds the input with padding")
    return math.ceil(positions / stride)
