"""ReLUs in place, no biases, padding by name."""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    layers = []
    for number in range(convolutions):
        layers.append(nn.Conv2d(in_channels if number == 0 else out_channels, out_channels, 3, padding="same", bias=False))
        layers.append(nn.ReLU(inplace=True))
    layers.append(nn.MaxPool2d(kernel_size=(2, 2), stride=(2, 2)))
    return nn.Sequential(*layers)
