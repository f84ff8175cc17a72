"""a dense layer over the whole map stands in for the 1x1 convolutions

The same weights serve every pixel.
Lesson: 5.4 "A dense layer at every pixel"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Flatten(),
        nn.LazyLinear(out_channels),
        nn.ReLU(),
        nn.Linear(out_channels, out_channels),
        nn.ReLU(),
    )
