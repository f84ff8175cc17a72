"""the depthwise result is detached

Its filters get no gradient.
Lesson: 6.4 "Depthwise, then pointwise"
"""

import torch
from torch import nn
from torch.nn import functional as F


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depthwise = nn.Conv2d(in_channels, in_channels, 3, stride=stride, padding=1, groups=in_channels)
        self.pointwise = nn.Conv2d(in_channels, out_channels, 1)

    def forward(self, x):
        x = F.relu(self.depthwise(x)).detach()
        return F.relu(self.pointwise(x))
