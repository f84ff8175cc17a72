"""all three convolutions are padded

Zeros around a 1x1 convolution only make the map larger.
Lesson: 5.4 "A block of three convolutions"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 1, 1, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 1, 1, padding),
        nn.ReLU(),
    )
