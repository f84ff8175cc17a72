"""every second pixel is kept instead of the largest of four

The maximum of each window counts.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, stride=2 if number == convolutions - 1 else 1, padding=1))
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)
