"""Residual networks and their relatives.

He, Zhang, Ren and Sun (2016), "Deep Residual Learning for Image Recognition", figure 5, table 1 and section 4.2; the
same authors (2016), "Identity Mappings in Deep Residual Networks", figure 1b; Xie and others (2017), "Aggregated
Residual Transformations for Deep Neural Networks", table 1; Zagoruyko and Komodakis (2016), "Wide Residual Networks".
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from torch import Tensor, nn


def _conv(in_channels: int, out_channels: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Conv2d:
    """Convolution without bias (batch normalisation brings one) that keeps height and width at stride 1."""
    return nn.Conv2d(in_channels, out_channels, kernel, stride=stride, padding=kernel // 2, groups=groups, bias=False)


def _shortcut(in_channels: int, out_channels: int, stride: int) -> nn.Module:
    """Option B: the identity, or where shapes differ a 1 x 1 convolution with batch normalisation (W_s)."""
    if stride == 1 and in_channels == out_channels:
        return nn.Identity()
    return nn.Sequential(_conv(in_channels, out_channels, 1, stride), nn.BatchNorm2d(out_channels))


class ZeroPadShortcut(nn.Module):
    """Option A: take every stride-th pixel and fill the new channels with zeros; no parameters."""

    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        super().__init__()
        self.added = out_channels - in_channels
        self.stride = stride

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, out_channels, H / stride, W / stride)."""
        x = x[:, :, :: self.stride, :: self.stride]
        return nn.functional.pad(x, (0, 0, 0, 0, self.added // 2, self.added - self.added // 2))


class ResidualBlock(nn.Module):
    """Figure 5, left: two 3 x 3 convolutions and a shortcut; ReLU after the addition.

    Args:
        residual: False leaves the shortcut out: the plain network of the comparison.
        zero_pad: option A for shapes that differ instead of option B.
    """

    def __init__(
        self, in_channels: int, out_channels: int, stride: int = 1, *, residual: bool = True, zero_pad: bool = False
    ) -> None:
        super().__init__()
        self.conv1 = _conv(in_channels, out_channels, 3, stride)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = _conv(out_channels, out_channels, 3)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.relu = nn.ReLU()
        self.shortcut: nn.Module | None = None
        if residual and zero_pad and (stride != 1 or in_channels != out_channels):
            self.shortcut = ZeroPadShortcut(in_channels, out_channels, stride)
        elif residual:
            self.shortcut = _shortcut(in_channels, out_channels, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, out_channels, H / stride, W / stride) of (N, in_channels, H, W)."""
        out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(out if self.shortcut is None else out + self.shortcut(x))


class PreActivationBlock(nn.Module):
    """Figure 1b of the second paper: normalisation and ReLU come before each convolution, nothing after the addition.

    Where shapes differ, the shortcut is a 1 x 1 convolution of the activated input.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1) -> None:
        super().__init__()
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.conv1 = _conv(in_channels, out_channels, 3, stride)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.conv2 = _conv(out_channels, out_channels, 3)
        self.relu = nn.ReLU()
        same = stride == 1 and in_channels == out_channels
        self.shortcut = None if same else _conv(in_channels, out_channels, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, out_channels, H / stride, W / stride) of (N, in_channels, H, W)."""
        active = self.relu(self.bn1(x))
        out = self.conv2(self.relu(self.bn2(self.conv1(active))))
        return out + (x if self.shortcut is None else self.shortcut(active))


class Bottleneck(nn.Module):
    """Figure 5, right: 1 x 1 down to mid_channels, 3 x 3, 1 x 1 up to expansion * mid_channels.

    Args:
        groups: 32 with expansion=2 is the block of ResNeXt-50.
        stride_first: put the stride into the first 1 x 1 convolution, as the paper does (v1). By default the 3 x 3
            convolution carries it (v1.5, the later convention): a 1 x 1 convolution with stride 2 never reads three
            of four pixels.
    """

    def __init__(
        self,
        in_channels: int,
        mid_channels: int,
        stride: int = 1,
        expansion: int = 4,
        *,
        groups: int = 1,
        stride_first: bool = False,
    ) -> None:
        super().__init__()
        out_channels = expansion * mid_channels
        first, second = (stride, 1) if stride_first else (1, stride)
        self.conv1 = _conv(in_channels, mid_channels, 1, first)
        self.bn1 = nn.BatchNorm2d(mid_channels)
        self.conv2 = _conv(mid_channels, mid_channels, 3, second, groups)
        self.bn2 = nn.BatchNorm2d(mid_channels)
        self.conv3 = _conv(mid_channels, out_channels, 1)
        self.bn3 = nn.BatchNorm2d(out_channels)
        self.relu = nn.ReLU()
        self.shortcut = _shortcut(in_channels, out_channels, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, expansion * mid_channels, H / stride, W / stride) of (N, in_channels, H, W)."""
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        return self.relu(self.bn3(self.conv3(out)) + self.shortcut(x))


def _he_initialise(model: nn.Module) -> None:
    """Weights from a normal distribution whose variance keeps gradients alive under ReLU (He and others, 2015)."""
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")


Block = Callable[[int, int, int], nn.Module]


def _stage(block: Block, blocks: int, in_channels: int, width: int, out_channels: int, stride: int) -> nn.Sequential:
    """Blocks of one width; the first one carries the stride."""
    return nn.Sequential(block(in_channels, width, stride), *(block(out_channels, width, 1) for _ in range(blocks - 1)))


def _resnet(
    block: Block, blocks: Sequence[int], width: int, expansion: int, classes: int, in_channels: int
) -> nn.Sequential:
    """The columns of table 1, for images (N, in_channels, 224, 224)."""
    stages, channels = {}, 64
    for index, count in enumerate(blocks):
        mid = width * 2**index
        stage = _stage(block, count, channels, mid, expansion * mid, stride=1 if index == 0 else 2)
        stages[f"conv{index + 2}"] = stage
        channels = expansion * mid
    model = nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 64, 7, stride=2, padding=3, bias=False),  # 112 x 112
            bn1=nn.BatchNorm2d(64),
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(3, stride=2, padding=1),  # 56 x 56
            **stages,  # 7 x 7
            pool5=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            classifier=nn.Linear(channels, classes),
        )
    )
    _he_initialise(model)
    return model


def resnet(blocks: Sequence[int], classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build a network of basic blocks, `blocks` of them in each stage."""
    return _resnet(ResidualBlock, blocks, 64, 1, classes, in_channels)


def resnet18(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Table 1, 18 layers: 11,689,512 parameters."""
    return resnet((2, 2, 2, 2), classes, in_channels)


def resnet34(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Table 1, 34 layers: 21,797,672 parameters."""
    return resnet((3, 4, 6, 3), classes, in_channels)


def resnet50(classes: int = 1000, in_channels: int = 3, stride_first: bool = False) -> nn.Sequential:
    """Table 1, 50 layers: 25,557,032 parameters; `stride_first=True` is the paper's v1, the default v1.5."""

    def block(in_channels: int, mid_channels: int, stride: int) -> nn.Module:
        return Bottleneck(in_channels, mid_channels, stride, stride_first=stride_first)

    return _resnet(block, (3, 4, 6, 3), 64, 4, classes, in_channels)


def resnext50(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """ResNeXt-50, 32 groups of 4 channels: 25,028,904 parameters."""

    def block(in_channels: int, mid_channels: int, stride: int) -> nn.Module:
        return Bottleneck(in_channels, mid_channels, stride, expansion=2, groups=32)

    return _resnet(block, (3, 4, 6, 3), 128, 2, classes, in_channels)


def wide_resnet50(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """WRN-50-2: the 3 x 3 convolutions of ResNet-50 twice as wide, 68,883,240 parameters."""

    def block(in_channels: int, mid_channels: int, stride: int) -> nn.Module:
        return Bottleneck(in_channels, mid_channels, stride, expansion=2)

    return _resnet(block, (3, 4, 6, 3), 128, 2, classes, in_channels)


def small_resnet(
    depth: int,
    residual: bool = True,
    width: int = 16,
    classes: int = 10,
    in_channels: int = 1,
    preactivation: bool = False,
) -> nn.Sequential:
    """Build the network of section 4.2 for small images: 6n + 2 layers in three stages, widths w, 2w, 4w.

    Shortcuts are the identity or option A, as in the paper: with and without them the network has as many parameters.

    Args:
        depth: 6n + 2, such as 8, 14, 20, 56.
        residual: False gives the plain network.
        width: channels of the first stage; 16 in the paper.
        preactivation: blocks of the second paper (option B where shapes differ).

    Raises:
        ValueError: `depth` is not 6n + 2, or a plain network is asked for with pre-activation.
    """
    if depth < 8 or depth % 6 != 2:
        raise ValueError(f"depth must be 6n + 2 (8, 14, 20, ...), got {depth}")
    if preactivation and not residual:
        raise ValueError("preactivation needs residual=True: a plain network has no shortcut to keep clear")

    def block(in_channels: int, out_channels: int, stride: int) -> nn.Module:
        if preactivation:
            return PreActivationBlock(in_channels, out_channels, stride)
        return ResidualBlock(in_channels, out_channels, stride, residual=residual, zero_pad=True)

    n = (depth - 2) // 6
    activate: dict[str, nn.Module] = {"bn": nn.BatchNorm2d(4 * width if preactivation else width), "relu": nn.ReLU()}
    model = nn.Sequential(
        OrderedDict(
            conv1=_conv(in_channels, width, 3),
            **({} if preactivation else activate),
            conv2=_stage(block, n, width, width, width, stride=1),
            conv3=_stage(block, n, width, 2 * width, 2 * width, stride=2),
            conv4=_stage(block, n, 2 * width, 4 * width, 4 * width, stride=2),
            **(activate if preactivation else {}),
            pool=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            classifier=nn.Linear(4 * width, classes),
        )
    )
    _he_initialise(model)
    return model
