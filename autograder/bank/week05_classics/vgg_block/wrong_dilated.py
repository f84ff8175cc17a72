"""the windows are dilated

The nine pixels of a window are neighbours.
Lesson: 5.3 "Two 3x3 see what one 5x5 sees"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, padding=2, dilation=2))
        layers.append(nn.ReLU())
    layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)
