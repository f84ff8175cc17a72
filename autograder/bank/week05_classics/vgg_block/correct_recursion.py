"""A block is a shorter block with one more convolution before it."""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    first = nn.Sequential(nn.Conv2d(in_channels, out_channels, 3, 1, 1), nn.ReLU())
    if convolutions == 1:
        return nn.Sequential(first, nn.MaxPool2d(2, stride=2))
    return nn.Sequential(first, vgg_block(out_channels, out_channels, convolutions - 1))
