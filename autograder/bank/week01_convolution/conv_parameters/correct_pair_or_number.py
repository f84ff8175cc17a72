"""Takes a pair for the kernel as well."""

import math


def conv_parameters(kernel, in_channels, out_channels, bias=True):
    height, width = kernel if isinstance(kernel, (tuple, list)) else (kernel, kernel)
    return math.prod((height, width, in_channels, out_channels)) + int(bias) * out_channels
