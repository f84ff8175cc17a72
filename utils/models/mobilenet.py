"""MobileNet, versions 1 and 2.

Howard and others (2017), "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications", table 1;
Sandler and others (2018), "MobileNetV2: Inverted Residuals and Linear Bottlenecks", tables 1 and 2.
"""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn


def _conv_bn(
    in_channels: int,
    out_channels: int,
    kernel: int,
    stride: int = 1,
    groups: int = 1,
    activation: type[nn.Module] | None = nn.ReLU6,
) -> nn.Sequential:
    """Convolution, batch normalisation and, unless None, an activation."""
    conv = nn.Conv2d(in_channels, out_channels, kernel, stride=stride, padding=kernel // 2, groups=groups, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(out_channels), *([activation()] if activation else []))


class DepthwiseSeparable(nn.Sequential):
    """Figure 3 of the first paper: a 3 x 3 filter for each channel, then 1 x 1 filters across; BN and ReLU each."""

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1) -> None:
        super().__init__(
            OrderedDict(
                depthwise=_conv_bn(in_channels, in_channels, 3, stride, groups=in_channels, activation=nn.ReLU),
                pointwise=_conv_bn(in_channels, out_channels, 1, activation=nn.ReLU),
            )
        )


def mobilenet_v1(classes: int = 1000, in_channels: int = 3, width: float = 1.0) -> nn.Sequential:
    """Build MobileNet for images (N, in_channels, 224, 224): 4,231,976 parameters.

    Args:
        width: the multiplier alpha of section 3.3, on the channels of every layer.
    """
    rows = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *[(512, 1)] * 5, (1024, 2), (1024, 1))
    channels = int(32 * width)
    layers: OrderedDict[str, nn.Module] = OrderedDict(conv1=_conv_bn(in_channels, channels, 3, 2, activation=nn.ReLU))
    for index, (maps, stride) in enumerate(rows, start=2):
        layers[f"separable{index}"] = DepthwiseSeparable(channels, int(maps * width), stride)
        channels = int(maps * width)
    layers.update(pool=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten(), classifier=nn.Linear(channels, classes))
    return nn.Sequential(layers)


class InvertedResidual(nn.Module):
    """Table 1 of the second paper: 1 x 1 up by `expand`, 3 x 3 depthwise, 1 x 1 down without activation.

    The input is added when stride is 1 and the channels agree.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, expand: int = 6) -> None:
        super().__init__()
        mid = expand * in_channels
        self.expand = _conv_bn(in_channels, mid, 1) if expand != 1 else nn.Identity()
        self.depthwise = _conv_bn(mid, mid, 3, stride, groups=mid)
        self.project = _conv_bn(mid, out_channels, 1, activation=None)
        self.skip = stride == 1 and in_channels == out_channels

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, out_channels, H / stride, W / stride) of (N, in_channels, H, W)."""
        out = self.project(self.depthwise(self.expand(x)))
        return x + out if self.skip else out


def mobilenet_v2(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build MobileNetV2 for images (N, in_channels, 224, 224): 3,504,872 parameters."""
    layers: OrderedDict[str, nn.Module] = OrderedDict(conv1=_conv_bn(in_channels, 32, 3, 2))
    channels, index = 32, 2
    # Table 2: expansion t, output channels c, repetitions n, stride s of the first.
    for t, c, n, s in (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ):
        blocks = [InvertedResidual(channels, c, s, t), *(InvertedResidual(c, c, 1, t) for _ in range(n - 1))]
        layers[f"bottleneck{index}"] = nn.Sequential(*blocks)
        channels, index = c, index + 1
    layers.update(
        conv9=_conv_bn(320, 1280, 1),
        pool=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        dropout=nn.Dropout(0.2),
        classifier=nn.Linear(1280, classes),
    )
    return nn.Sequential(layers)
