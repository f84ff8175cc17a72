"""Layers made in a loop, without biases, in place."""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    layers = nn.Sequential()
    for options in ((kernel, stride, padding), (1, 1, 0), (1, 1, 0)):
        layers.append(nn.Conv2d(in_channels, out_channels, *options, bias=False))
        layers.append(nn.ReLU(inplace=True))
        in_channels = out_channels
    return layers
