"""the pooling comes first

It ends the block.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = [nn.MaxPool2d(2)]
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, padding=1))
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)
