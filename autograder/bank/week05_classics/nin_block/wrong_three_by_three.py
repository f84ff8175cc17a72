"""the second and third convolution are 3 x 3

They are 1 x 1: a dense layer at every pixel looks at no neighbour.
Lesson: 5.4 "A dense layer at every pixel"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, 3, padding=1),
        nn.ReLU(),
    )
