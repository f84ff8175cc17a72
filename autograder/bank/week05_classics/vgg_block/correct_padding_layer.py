"""A ring of zeros as a layer of its own; lazy convolutions."""

from torch import nn


def vgg_block(in_channels, out_channels, convolutions):
    block = nn.Sequential()
    for number in range(convolutions):
        block.add_module(f"pad{number}", nn.ZeroPad2d(1))
        block.add_module(f"conv{number}", nn.LazyConv2d(out_channels, kernel_size=3))
        block.add_module(f"relu{number}", nn.ReLU())
    block.add_module("pool", nn.MaxPool2d(2, 2))
    return block
