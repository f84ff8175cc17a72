"""VGG: Simonyan and Zisserman (2015), "Very Deep Convolutional Networks for Large-Scale Image Recognition", table 1."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from torch import nn

WIDTHS = (64, 128, 256, 512, 512)


def vgg_block(in_channels: int, out_channels: int, convolutions: int) -> nn.Sequential:
    """Build 3 x 3 convolutions with ReLU, then 2 x 2 max pooling: height and width are halved."""
    layers: list[nn.Module] = []
    for _ in range(convolutions):
        layers += [nn.Conv2d(in_channels, out_channels, 3, padding=1), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2d(2))


def vgg(convolutions: Sequence[int], classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build a column of table 1 for images (N, in_channels, 224, 224), given by the convolutions in its five blocks."""
    widths = (in_channels, *WIDTHS)
    blocks = {
        f"block{i + 1}": vgg_block(widths[i], widths[i + 1], convolutions=count) for i, count in enumerate(convolutions)
    }
    return nn.Sequential(
        OrderedDict(
            **blocks,  # 7 x 7
            flatten=nn.Flatten(),
            fc6=nn.Linear(512 * 7 * 7, 4096),
            relu6=nn.ReLU(),
            dropout6=nn.Dropout(0.5),
            fc7=nn.Linear(4096, 4096),
            relu7=nn.ReLU(),
            dropout7=nn.Dropout(0.5),
            classifier=nn.Linear(4096, classes),
        )
    )


def vgg11(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Column A: 8 convolutions, 132,863,336 parameters."""
    return vgg((1, 1, 2, 2, 2), classes, in_channels)


def vgg13(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Column B: 10 convolutions, 133,047,848 parameters."""
    return vgg((2, 2, 2, 2, 2), classes, in_channels)


def vgg16(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Column D: 13 convolutions, 138,357,544 parameters."""
    return vgg((2, 2, 3, 3, 3), classes, in_channels)


def vgg19(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Column E: 16 convolutions, 143,667,240 parameters."""
    return vgg((2, 2, 4, 4, 4), classes, in_channels)
