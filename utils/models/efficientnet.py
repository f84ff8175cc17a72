"""EfficientNet-B0 and EfficientNet-Lite0.

Tan and Le (2019), "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", table 1. Lite0 is the
authors' later variant for phones: no squeeze-and-excitation, ReLU6 in place of SiLU.
"""

from __future__ import annotations

from collections import OrderedDict

from torch import Tensor, nn


class SameConv2d(nn.Conv2d):
    """Convolution with TensorFlow's "same" padding: ceil(size / stride) windows, an odd pixel goes right and below.

    With stride 2 and an even size this pads (0, 1) where torch's `padding=1` pads (1, 1): the same shape, other
    values. Weights that were trained in TensorFlow need it.
    """

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, C', ceil(H / stride), ceil(W / stride)) of (N, C, H, W)."""
        pads = []
        for size, kernel, stride in zip(x.shape[:1:-1], self.kernel_size[::-1], self.stride[::-1], strict=True):
            total = max((-(size // -stride) - 1) * stride + kernel - size, 0)
            pads += [total // 2, total - total // 2]
        left, right, top, bottom = pads
        if (left, top) == (right, bottom):  # then the convolution itself can pad, which saves a copy of the maps
            padding = (top, left)
        else:
            x, padding = nn.functional.pad(x, pads), (0, 0)
        return nn.functional.conv2d(x, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


def _conv_bn(
    in_channels: int,
    out_channels: int,
    kernel: int,
    stride: int = 1,
    groups: int = 1,
    activation: type[nn.Module] | None = None,
) -> nn.Sequential:
    """Convolution, batch normalisation with TensorFlow's constants and, if given, an activation."""
    return nn.Sequential(
        SameConv2d(in_channels, out_channels, kernel, stride=stride, groups=groups, bias=False),
        nn.BatchNorm2d(out_channels, eps=1e-3, momentum=0.01),
        *([activation()] if activation else []),
    )


class SqueezeExcitation(nn.Module):
    """A factor between 0 and 1 for each channel, from the means of all channels (Hu, Shen and Sun, 2018)."""

    def __init__(self, channels: int, squeezed: int) -> None:
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Conv2d(channels, squeezed, 1)
        self.silu = nn.SiLU()
        self.expand = nn.Conv2d(squeezed, channels, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        """Keep the shape (N, channels, H, W)."""
        return x * self.sigmoid(self.expand(self.silu(self.reduce(self.pool(x)))))


class MBConv(nn.Module):
    """The inverted residual of MobileNetV2 with a choice of kernel, activation and squeeze-and-excitation.

    Args:
        expand: channels of the depthwise convolution, in multiples of in_channels; 1 leaves the first 1 x 1 out.
        squeeze: channels in the middle of squeeze-and-excitation; 0 leaves it out.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel: int = 3,
        stride: int = 1,
        expand: int = 6,
        squeeze: int = 0,
        activation: type[nn.Module] = nn.SiLU,
    ) -> None:
        super().__init__()
        mid = expand * in_channels
        self.expand = _conv_bn(in_channels, mid, 1, activation=activation) if expand != 1 else nn.Identity()
        self.depthwise = _conv_bn(mid, mid, kernel, stride, groups=mid, activation=activation)
        self.excite = SqueezeExcitation(mid, squeeze) if squeeze else nn.Identity()
        self.project = _conv_bn(mid, out_channels, 1)
        self.skip = stride == 1 and in_channels == out_channels

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, out_channels, ceil(H / stride), ceil(W / stride)) of (N, in_channels, H, W)."""
        out = self.project(self.excite(self.depthwise(self.expand(x))))
        return x + out if self.skip else out


# Table 1, stages 2 to 8: expansion, kernel, stride of the first block, output channels, blocks.
STAGES = (
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
)


def _efficientnet(classes: int, in_channels: int, activation: type[nn.Module], excitation: bool) -> nn.Sequential:
    layers: OrderedDict[str, nn.Module] = OrderedDict(stem=_conv_bn(in_channels, 32, 3, 2, activation=activation))
    channels = 32
    for index, (expand, kernel, stride, maps, count) in enumerate(STAGES, start=2):
        blocks = []
        for i in range(count):
            squeeze = channels // 4 if excitation else 0
            blocks.append(MBConv(channels, maps, kernel, stride if i == 0 else 1, expand, squeeze, activation))
            channels = maps
        layers[f"stage{index}"] = nn.Sequential(*blocks)
    layers.update(
        head=_conv_bn(320, 1280, 1, activation=activation),
        pool=nn.AdaptiveAvgPool2d(1),
        flatten=nn.Flatten(),
        dropout=nn.Dropout(0.2),
        classifier=nn.Linear(1280, classes),
    )
    return nn.Sequential(layers)


def efficientnet_b0(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build EfficientNet-B0 for images (N, in_channels, 224, 224): 5,288,548 parameters."""
    return _efficientnet(classes, in_channels, nn.SiLU, excitation=True)


def efficientnet_lite0(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build EfficientNet-Lite0 for images (N, in_channels, 224, 224): 4,652,008 parameters."""
    return _efficientnet(classes, in_channels, nn.ReLU6, excitation=False)
