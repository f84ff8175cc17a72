"""one 1x1 convolution is used twice

Each has weights of its own.
Lesson: 5.4 "A block of three convolutions"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    mix = nn.Conv2d(out_channels, out_channels, 1)
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        mix,
        nn.ReLU(),
        mix,
        nn.ReLU(),
    )
