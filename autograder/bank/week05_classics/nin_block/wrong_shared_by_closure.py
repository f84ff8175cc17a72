"""blocks share their 1x1 convolutions with each other

Each has weights of its own.
Lesson: 5.4 "A block of three convolutions"
"""

from torch import nn


CACHE = {}


def mixer(n):
    return CACHE.setdefault(n, nn.Conv2d(n, n, 1))


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel_size=kernel, stride=stride, padding=padding),
        nn.ReLU(inplace=True),
        mixer(out_channels),
        nn.ReLU(inplace=True),
        mixer(out_channels),
        nn.ReLU(inplace=True),
    )
