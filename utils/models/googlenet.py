"""GoogLeNet: Szegedy and others (2015), "Going Deeper with Convolutions", figures 2 and 3, table 1, section 5."""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn


def _conv(in_channels: int, out_channels: int, kernel: int, stride: int = 1) -> nn.Sequential:
    """Convolution with bias and ReLU that keeps height and width at stride 1."""
    return nn.Sequential(nn.Conv2d(in_channels, out_channels, kernel, stride=stride, padding=kernel // 2), nn.ReLU())


class NaiveInception(nn.Module):
    """Figure 2a: filters of three sizes and max pooling side by side; output channels c1 + c3 + c5 + in_channels."""

    def __init__(self, in_channels: int, c1: int, c3: int, c5: int) -> None:
        super().__init__()
        self.branch1 = _conv(in_channels, c1, 1)
        self.branch3 = _conv(in_channels, c3, 3)
        self.branch5 = _conv(in_channels, c5, 5)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Keep height and width of (N, in_channels, H, W)."""
        return torch.cat([self.branch1(x), self.branch3(x), self.branch5(x), self.pool(x)], dim=1)


class Inception(nn.Module):
    """Figure 2b: 1 x 1 convolutions reduce the channels before the large filters and after the pooling.

    Output channels are c1 + c3 + c5 + pool_proj, in that order; the arguments are the columns of table 1.
    """

    def __init__(
        self, in_channels: int, c1: int, c3_reduce: int, c3: int, c5_reduce: int, c5: int, pool_proj: int
    ) -> None:
        super().__init__()
        self.branch1 = _conv(in_channels, c1, 1)
        self.branch3 = nn.Sequential(_conv(in_channels, c3_reduce, 1), _conv(c3_reduce, c3, 3))
        self.branch5 = nn.Sequential(_conv(in_channels, c5_reduce, 1), _conv(c5_reduce, c5, 5))
        self.branch_pool = nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), _conv(in_channels, pool_proj, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Keep height and width of (N, in_channels, H, W)."""
        return torch.cat([self.branch1(x), self.branch3(x), self.branch5(x), self.branch_pool(x)], dim=1)


class AuxiliaryHead(nn.Sequential):
    """Section 5: a small classifier on (N, in_channels, 14, 14) that feeds gradient into the middle of the network."""

    def __init__(self, in_channels: int, classes: int) -> None:
        super().__init__(
            nn.AvgPool2d(5, stride=3),  # 4 x 4
            _conv(in_channels, 128, 1),
            nn.Flatten(),
            nn.Linear(128 * 4 * 4, 1024),
            nn.ReLU(),
            nn.Dropout(0.7),
            nn.Linear(1024, classes),
        )


class GoogLeNet(nn.Module):
    """Table 1, row by row, for images (N, in_channels, 224, 224).

    After the paper: 5 x 5 filters, biases, local response normalisation in the stem, no batch normalisation. Pooling
    rounds sizes up, as Caffe's does.

    Args:
        auxiliary: add the two heads of section 5. While training the module then returns (logits, logits of the head
            at 4a, logits of the head at 4d); the paper adds the heads' losses with weight 0.3. In evaluation it
            returns the logits alone.
    """

    def __init__(self, classes: int = 1000, in_channels: int = 3, auxiliary: bool = False) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            OrderedDict(
                conv1=_conv(in_channels, 64, 7, stride=2),  # 112 x 112
                pool1=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 56 x 56
                norm1=nn.LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2),
                conv2_reduce=_conv(64, 64, 1),
                conv2=_conv(64, 192, 3),
                norm2=nn.LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2),
                pool2=nn.MaxPool2d(3, stride=2, ceil_mode=True),  # 28 x 28
            )
        )
        self.inception3a = Inception(192, 64, 96, 128, 16, 32, 32)
        self.inception3b = Inception(256, 128, 128, 192, 32, 96, 64)
        self.pool3 = nn.MaxPool2d(3, stride=2, ceil_mode=True)  # 14 x 14
        self.inception4a = Inception(480, 192, 96, 208, 16, 48, 64)
        self.inception4b = Inception(512, 160, 112, 224, 24, 64, 64)
        self.inception4c = Inception(512, 128, 128, 256, 24, 64, 64)
        self.inception4d = Inception(512, 112, 144, 288, 32, 64, 64)
        self.inception4e = Inception(528, 256, 160, 320, 32, 128, 128)
        self.pool4 = nn.MaxPool2d(3, stride=2, ceil_mode=True)  # 7 x 7
        self.inception5a = Inception(832, 256, 160, 320, 32, 128, 128)
        self.inception5b = Inception(832, 384, 192, 384, 48, 128, 128)
        self.pool5 = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(0.4)
        self.classifier = nn.Linear(1024, classes)
        self.auxiliary4a = AuxiliaryHead(512, classes) if auxiliary else None
        self.auxiliary4d = AuxiliaryHead(528, classes) if auxiliary else None

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor, Tensor]:
        """Return logits (N, classes), and those of the auxiliary heads where there are such, while training."""
        x = self.pool3(self.inception3b(self.inception3a(self.stem(x))))
        x = after_4a = self.inception4a(x)
        x = after_4d = self.inception4d(self.inception4c(self.inception4b(x)))
        x = self.pool4(self.inception4e(x))
        x = self.pool5(self.inception5b(self.inception5a(x))).flatten(1)
        logits = self.classifier(self.dropout(x))
        if self.training and self.auxiliary4a is not None and self.auxiliary4d is not None:
            return logits, self.auxiliary4a(after_4a), self.auxiliary4d(after_4d)
        return logits


def googlenet(classes: int = 1000, in_channels: int = 3, auxiliary: bool = False) -> GoogLeNet:
    """Build GoogLeNet: 6,998,552 parameters without the auxiliary heads."""
    return GoogLeNet(classes, in_channels, auxiliary)
