"""all three convolutions have the large kernel

The second and third are 1 x 1.
Lesson: 5.4 "A dense layer at every pixel"
"""

from torch import nn


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel, padding="same"),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel, padding="same"),
        nn.ReLU(),
    )
