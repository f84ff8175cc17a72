"""the windows of the pooling overlap

That is AlexNet. Here the windows are 2 x 2, side by side.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, padding=1))
        layers.append(nn.ReLU())
    layers.append(nn.MaxPool2d(3, stride=2, padding=1))
    return nn.Sequential(*layers)
