"""Network in Network: Lin, Chen and Yan (2014), sections 3.1 (mlpconv layers) and 3.2 (global average pooling).

The paper prints no table of its layers. The widths are those of the Caffe definitions that its authors published,
with Caffe's pooling, which rounds sizes up; the ImageNet network is theirs as well, but not in the paper.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from torch import nn


def _mlpconv(in_channels: int, widths: Sequence[int], kernel: int, stride: int = 1, padding: int = 0) -> nn.Sequential:
    """A convolution and two 1 x 1 convolutions, each with ReLU."""
    first, second, third = widths
    return nn.Sequential(
        nn.Conv2d(in_channels, first, kernel, stride=stride, padding=padding),
        nn.ReLU(),
        nn.Conv2d(first, second, 1),
        nn.ReLU(),
        nn.Conv2d(second, third, 1),
        nn.ReLU(),
    )


def nin_block(in_channels: int, out_channels: int, kernel: int, stride: int = 1, padding: int = 0) -> nn.Sequential:
    """Build a convolution followed by two 1 x 1 convolutions of the same width, each with ReLU.

    The two 1 x 1 convolutions are a small network of dense layers that runs at every pixel.
    """
    return _mlpconv(in_channels, (out_channels,) * 3, kernel, stride, padding)


def nin_cifar10(classes: int = 10, in_channels: int = 3) -> nn.Sequential:
    """Build the network for CIFAR-10, images (N, in_channels, 32, 32): 966,986 parameters."""
    return nn.Sequential(
        OrderedDict(
            block1=_mlpconv(in_channels, (192, 160, 96), kernel=5, padding=2),
            pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 16 x 16
            dropout1=nn.Dropout(0.5),
            block2=_mlpconv(96, (192, 192, 192), kernel=5, padding=2),
            pool2=nn.AvgPool2d(3, stride=2, ceil_mode=True),  # 8 x 8
            dropout2=nn.Dropout(0.5),
            block3=_mlpconv(192, (192, 192, classes), kernel=3, padding=1),  # one map a class
            pool3=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
        )
    )


def nin_imagenet(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build the network for ImageNet, images (N, in_channels, 224, 224): 7,595,176 parameters."""
    return nn.Sequential(
        OrderedDict(
            block1=nin_block(in_channels, 96, kernel=11, stride=4),  # 54 x 54
            pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 27 x 27
            block2=nin_block(96, 256, kernel=5, padding=2),
            pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 13 x 13
            block3=nin_block(256, 384, kernel=3, padding=1),
            pool3=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 6 x 6
            dropout3=nn.Dropout(0.5),
            block4=_mlpconv(384, (1024, 1024, classes), kernel=3, padding=1),  # one map a class
            pool4=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
        )
    )
