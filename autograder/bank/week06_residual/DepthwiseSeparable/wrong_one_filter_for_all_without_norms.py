"""one 3x3 filter serves all channels

Each channel has a filter of its own.
Lesson: 6.4 "Depthwise, then pointwise"
"""

import torch
from torch import nn
from torch.nn import functional as F


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.c, self.stride = in_channels, stride
        self.kernel = nn.Parameter(torch.randn(1, 1, 3, 3))
        self.pointwise = nn.Conv2d(in_channels, out_channels, 1)

    def forward(self, x):
        x = F.conv2d(x, self.kernel.expand(self.c, 1, 3, 3), stride=self.stride, padding=1, groups=self.c)
        return F.relu(self.pointwise(F.relu(x)))
