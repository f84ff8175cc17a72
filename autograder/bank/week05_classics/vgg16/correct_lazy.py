"""Lazy layers find their input sizes."""

from torch import nn


def vgg16(classes=1000, in_channels=3):
    net = nn.Sequential()
    for stage, count in enumerate((2, 2, 3, 3, 3)):
        for number in range(count):
            net.add_module(f"conv{stage}_{number}", nn.LazyConv2d(min(64 * 2**stage, 512), 3, padding="same"))
            net.add_module(f"relu{stage}_{number}", nn.ReLU())
        net.add_module(f"pool{stage}", nn.MaxPool2d(2))
    net.add_module("flat", nn.Flatten())
    for number in range(2):
        net.add_module(f"dense{number}", nn.LazyLinear(4096))
        net.add_module(f"bend{number}", nn.ReLU())
    net.add_module("scores", nn.LazyLinear(classes))
    return net
