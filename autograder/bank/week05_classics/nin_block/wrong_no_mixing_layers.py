"""there are no 1x1 convolutions

They are the small network at every pixel.
Lesson: 5.4 "A dense layer at every pixel"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
    )
