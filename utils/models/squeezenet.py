"""SqueezeNet: Iandola and others (2016), "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters", table 1.

Version 1.1 is the authors' later one: smaller first filters and earlier pooling, 2.4 times fewer multiply-adds at the
same accuracy. Pooling rounds sizes up, as Caffe's does.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn


class Fire(nn.Module):
    """Squeeze with 1 x 1 filters, then expand with 1 x 1 and 3 x 3 filters side by side, `expand` maps of each."""

    def __init__(self, in_channels: int, squeeze: int, expand: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(in_channels, squeeze, 1)
        self.expand1 = nn.Conv2d(squeeze, expand, 1)
        self.expand3 = nn.Conv2d(squeeze, expand, 3, padding=1)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, 2 * expand, H, W) of (N, in_channels, H, W)."""
        x = self.relu(self.squeeze(x))
        return torch.cat([self.relu(self.expand1(x)), self.relu(self.expand3(x))], dim=1)


def _pool() -> nn.MaxPool2d:
    return nn.MaxPool2d(3, stride=2, ceil_mode=True)


def _head(classes: int) -> OrderedDict[str, nn.Module]:
    """One map a class and global average pooling, as in Network in Network."""
    return OrderedDict(
        dropout=nn.Dropout(0.5),
        conv10=nn.Conv2d(512, classes, 1),
        relu10=nn.ReLU(),
        pool10=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
    )


def squeezenet1_0(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Table 1, for images (N, in_channels, 224, 224): 1,248,424 parameters."""
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 96, 7, stride=2),  # 109 x 109; the table's 111 needs 227 pixels
            relu1=nn.ReLU(),
            pool1=_pool(),  # 54 x 54
            fire2=Fire(96, 16, 64),
            fire3=Fire(128, 16, 64),
            fire4=Fire(128, 32, 128),
            pool4=_pool(),  # 27 x 27
            fire5=Fire(256, 32, 128),
            fire6=Fire(256, 48, 192),
            fire7=Fire(384, 48, 192),
            fire8=Fire(384, 64, 256),
            pool8=_pool(),  # 13 x 13
            fire9=Fire(512, 64, 256),
            **_head(classes),
        )
    )


def squeezenet1_1(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Version 1.1, for images (N, in_channels, 224, 224): 1,235,496 parameters."""
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 64, 3, stride=2),  # 111 x 111
            relu1=nn.ReLU(),
            pool1=_pool(),  # 55 x 55
            fire2=Fire(64, 16, 64),
            fire3=Fire(128, 16, 64),
            pool3=_pool(),  # 27 x 27
            fire4=Fire(128, 32, 128),
            fire5=Fire(256, 32, 128),
            pool5=_pool(),  # 13 x 13
            fire6=Fire(256, 48, 192),
            fire7=Fire(384, 48, 192),
            fire8=Fire(384, 64, 256),
            fire9=Fire(512, 64, 256),
            **_head(classes),
        )
    )
