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
        self.depthwise = nn.Conv2d(1, 1, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.pointwise = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        maps = [self.depthwise(x[:, c : c + 1]) for c in range(x.shape[1])]
        x = F.relu(self.norm1(torch.cat(maps, 1)))
        return F.relu(self.norm2(self.pointwise(x)))
