"""DenseNet-BC: Huang, Liu, van der Maaten and Weinberger (2017).

"Densely Connected Convolutional Networks", table 1.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn


class DenseLayer(nn.Sequential):
    """BN - ReLU - 1 x 1 convolution to 4 * growth channels - BN - ReLU - 3 x 3 convolution to growth channels."""

    def __init__(self, in_channels: int, growth: int) -> None:
        super().__init__(
            nn.BatchNorm2d(in_channels),
            nn.ReLU(),
            nn.Conv2d(in_channels, 4 * growth, 1, bias=False),
            nn.BatchNorm2d(4 * growth),
            nn.ReLU(),
            nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False),
        )


class DenseBlock(nn.Module):
    """Layers that each read all maps before them and add `growth` more: in_channels + layers * growth come out."""

    def __init__(self, in_channels: int, layers: int, growth: int = 32) -> None:
        super().__init__()
        self.layers = nn.ModuleList(DenseLayer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x: Tensor) -> Tensor:
        """Keep height and width of (N, in_channels, H, W)."""
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x


class Transition(nn.Sequential):
    """BN - ReLU - 1 x 1 convolution - 2 x 2 average pooling: channels (to out_channels), height and width shrink."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(
            nn.BatchNorm2d(in_channels),
            nn.ReLU(),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
            nn.AvgPool2d(2),
        )


def densenet121(classes: int = 1000, in_channels: int = 3, growth: int = 32) -> nn.Sequential:
    """Build DenseNet-121 for images (N, in_channels, 224, 224): 7,978,856 parameters."""
    layers: OrderedDict[str, nn.Module] = OrderedDict(
        conv=nn.Conv2d(in_channels, 2 * growth, 7, stride=2, padding=3, bias=False),  # 112 x 112
        bn=nn.BatchNorm2d(2 * growth),
        relu=nn.ReLU(),
        pool=nn.MaxPool2d(3, stride=2, padding=1),  # 56 x 56
    )
    channels = 2 * growth
    for index, count in enumerate((6, 12, 24, 16), start=1):
        layers[f"block{index}"] = DenseBlock(channels, count, growth)
        channels += count * growth
        if index < 4:
            layers[f"transition{index}"] = Transition(channels, channels // 2)  # 28, 14, 7
            channels //= 2
    return nn.Sequential(
        OrderedDict(
            **layers,
            bn_last=nn.BatchNorm2d(channels),
            relu_last=nn.ReLU(),
            pool_last=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            classifier=nn.Linear(channels, classes),
        )
    )
