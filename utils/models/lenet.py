"""LeNet-5: LeCun, Bottou, Bengio and Haffner (1998), "Gradient-Based Learning Applied to Document Recognition".

Section II-B and figure 2 of the paper describe the network, table I the connections of its layer C3.
"""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn

# Table I: the maps of S2 that each of the 16 maps of C3 reads. Six read three neighbours, six four neighbours,
# three read two pairs, one reads all.
C3_CONNECTIONS = (
    *(tuple((first + step) % 6 for step in range(3)) for first in range(6)),
    *(tuple((first + step) % 6 for step in range(4)) for first in range(6)),
    *(tuple((first + step) % 6 for step in (0, 1, 3, 4)) for first in range(3)),
    (0, 1, 2, 3, 4, 5),
)


def lenet5(classes: int = 10, in_channels: int = 1) -> nn.Sequential:
    """Build LeNet-5 as it is built today, for images (N, in_channels, 32, 32): 61,706 parameters.

    After the paper: layers, sizes, tanh. After later custom: C3 reads all maps of S2, average pooling has no
    coefficients, tanh is not scaled, and a dense layer gives the logits in place of the distances to drawn digits.
    """
    return nn.Sequential(
        OrderedDict(
            c1=nn.Conv2d(in_channels, 6, 5),  # 28 x 28
            tanh1=nn.Tanh(),
            s2=nn.AvgPool2d(2),  # 14 x 14
            c3=nn.Conv2d(6, 16, 5),  # 10 x 10
            tanh3=nn.Tanh(),
            s4=nn.AvgPool2d(2),  # 5 x 5
            c5=nn.Conv2d(16, 120, 5),  # 1 x 1: on images of 32 x 32 the same as a dense layer
            tanh5=nn.Tanh(),
            flatten=nn.Flatten(),
            f6=nn.Linear(120, 84),
            tanh6=nn.Tanh(),
            classifier=nn.Linear(84, classes),
        )
    )


class ScaledTanh(nn.Module):
    """1.7159 tanh(2/3 x), which passes through (1, 1) and (-1, -1): appendix A of the paper."""

    def forward(self, x: Tensor) -> Tensor:
        """Return an array of the same shape."""
        return 1.7159 * torch.tanh(2 / 3 * x)


class Subsampling(nn.Module):
    """S2 and S4: the sum of each 2 x 2 window times one coefficient, plus one bias, per map."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.coefficient = nn.Parameter(torch.full((channels, 1, 1), 0.25))
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Halve height and width of (N, channels, H, W)."""
        return 4 * nn.functional.avg_pool2d(x, 2) * self.coefficient + self.bias


class SparseConv(nn.Module):
    """C3: each output map is a 5 x 5 convolution of the maps that table I names for it."""

    def __init__(self) -> None:
        super().__init__()
        self.maps = nn.ModuleList(nn.Conv2d(len(chosen), 1, 5) for chosen in C3_CONNECTIONS)

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, 16, H - 4, W - 4) of (N, 6, H, W)."""
        return torch.cat([conv(x[:, chosen]) for conv, chosen in zip(self.maps, C3_CONNECTIONS, strict=True)], dim=1)


class Distances(nn.Module):
    """The output layer: squared distance to a fixed code of each class, the smaller the more likely."""

    codes: Tensor

    def __init__(self, codes: Tensor) -> None:
        super().__init__()
        self.register_buffer("codes", codes)

    def forward(self, x: Tensor) -> Tensor:
        """Make (N, classes) of (N, 84)."""
        return ((x[:, None] - self.codes) ** 2).sum(dim=2)


def lenet5_1998(codes: Tensor | None = None) -> nn.Sequential:
    """Build LeNet-5 as the paper has it, for images (N, 1, 32, 32): 60,000 trainable parameters.

    Args:
        codes: (classes, 84) of -1 and 1, fixed. The paper draws the characters as 7 x 12 bitmaps; None takes random
            signs.

    Returns:
        A module whose outputs (N, classes) are distances: the class is the smallest.
    """
    if codes is None:
        codes = torch.randint(0, 2, (10, 84)) * 2.0 - 1.0
    return nn.Sequential(
        OrderedDict(
            c1=nn.Conv2d(1, 6, 5),  # 156 parameters
            tanh1=ScaledTanh(),
            s2=Subsampling(6),  # 12
            tanh2=ScaledTanh(),
            c3=SparseConv(),  # 1,516
            tanh3=ScaledTanh(),
            s4=Subsampling(16),  # 32
            tanh4=ScaledTanh(),
            c5=nn.Conv2d(16, 120, 5),  # 48,120
            tanh5=ScaledTanh(),
            flatten=nn.Flatten(),
            f6=nn.Linear(120, 84),  # 10,164
            tanh6=ScaledTanh(),
            output=Distances(codes),
        )
    )
