"""the 1x1 convolutions see one map each

A dense layer at a pixel reads all its channels.
Lesson: 5.4 "A dense layer at every pixel"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 1, groups=out_channels),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 1, groups=out_channels),
        nn.ReLU(),
    )
