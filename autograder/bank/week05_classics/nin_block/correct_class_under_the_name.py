"""A subclass of Sequential of that name, lazy convolutions."""

from torch import nn


class nin_block(nn.Sequential):
    def __init__(self, in_channels, out_channels, kernel, stride=1, padding=0):
        super().__init__(
            nn.LazyConv2d(out_channels, kernel, stride, padding), nn.ReLU(),
            nn.LazyConv2d(out_channels, 1), nn.ReLU(),
            nn.LazyConv2d(out_channels, 1), nn.ReLU(),
        )
