"""`in_channels` and `out_channels` are swapped

The input has `in_channels` maps.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(out_channels if number == 0 else in_channels, in_channels, 3, padding=1))
        layers.append(nn.ReLU())
    layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)
