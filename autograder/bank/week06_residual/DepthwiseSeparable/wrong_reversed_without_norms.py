"""the pointwise convolution comes first

The order is in the name: depthwise, then pointwise.
Lesson: 6.4 "Depthwise, then pointwise"
"""

import torch
from torch import nn
from torch.nn import functional as F


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.pointwise = nn.Conv2d(in_channels, out_channels, 1)
        self.depthwise = nn.Conv2d(out_channels, out_channels, 3, stride, 1, groups=out_channels)

    def forward(self, x):
        return F.relu(self.depthwise(F.relu(self.pointwise(x))))
