"""the pooling is missing

A block ends with max pooling.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, padding=1))
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)
