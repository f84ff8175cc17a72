"""each channel has several filters

One filter a channel; the pointwise convolution makes the output's channels.
Lesson: 6.4 "Depthwise, then pointwise"
"""

import torch
from torch import nn
from torch.nn import functional as F


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        m = -(-out_channels // in_channels) * in_channels
        self.depthwise = nn.Conv2d(in_channels, m, 3, stride, 1, groups=in_channels)
        self.pointwise = nn.Conv2d(m, out_channels, 1)

    def forward(self, x):
        return F.relu(self.pointwise(F.relu(self.depthwise(x))))
