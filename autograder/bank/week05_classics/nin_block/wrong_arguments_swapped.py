"""`in_channels` and `out_channels` are swapped

The input has `in_channels` maps.
Lesson: 5.4 "A block of three convolutions"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(out_channels, in_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(in_channels, in_channels, 1),
        nn.ReLU(),
        nn.Conv2d(in_channels, in_channels, 1),
        nn.ReLU(),
    )
