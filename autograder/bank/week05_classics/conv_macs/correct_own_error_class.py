"""A subclass of ValueError; floor of a quotient."""

import math


class LayerError(ValueError):
    pass


def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        raise LayerError("stride < 1")
    if padding < 0:
        raise LayerError("padding < 0")
    if max(in_channels % groups, out_channels % groups) > 0:
        raise LayerError("channels % groups")
    sizes = [math.floor((n + 2 * padding - kernel) / stride) + 1 for n in (height, width)]
    if min(sizes) < 1:
        raise LayerError("kernel > height or width")
    weights = in_channels * out_channels * kernel**2 // groups
    return weights * math.prod(sizes)
