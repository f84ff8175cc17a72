"""the activations are cut off at -6 and 6

ReLU6 is 0 below 0.
Lesson: 6.4 "Inverted residual"
"""

import torch
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        self.s = stride
        t = in_channels * expand
        self.e = nn.Parameter(torch.randn(t, in_channels, 1, 1) * 0.3)
        self.d = nn.Parameter(torch.randn(t, 1, 3, 3) * 0.3)
        self.p = nn.Parameter(torch.randn(out_channels, t, 1, 1) * 0.3)
        self.skip = 1.0 if stride == 1 and in_channels == out_channels else None

    def forward(self, x):
        y = F.hardtanh(F.conv2d(x, self.e), -6.0, 6.0)
        y = F.hardtanh(F.conv2d(y, self.d, stride=self.s, padding=1, groups=len(self.d)), -6.0, 6.0)
        y = F.conv2d(y, self.p)
        return y if self.skip is None else x + self.skip * y
