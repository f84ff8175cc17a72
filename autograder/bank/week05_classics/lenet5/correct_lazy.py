"""Lazy layers; averages to a given size."""

from torch import nn


def lenet5(classes=10):
    features = nn.Sequential(
        nn.LazyConv2d(6, 5), nn.Tanh(), nn.AdaptiveAvgPool2d(14),
        nn.LazyConv2d(16, 5), nn.Tanh(), nn.AdaptiveAvgPool2d((5, 5)), nn.Flatten(),
    )
    head = nn.Sequential(nn.LazyLinear(120), nn.Tanh(), nn.LazyLinear(84), nn.Tanh(), nn.LazyLinear(classes))
    return nn.Sequential(features, head)
