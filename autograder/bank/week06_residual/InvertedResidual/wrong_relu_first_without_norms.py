"""ReLU stands where the first ReLU6 should

Nothing is cut off at 6 after the expansion.
Lesson: 6.4 "Inverted residual"
"""

import torch
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        hidden = in_channels * expand
        self.grow = nn.Conv2d(in_channels, hidden, 1)
        self.filter = nn.Conv2d(hidden, hidden, 3, stride=stride, padding=1, groups=hidden)
        self.shrink = nn.Conv2d(hidden, out_channels, 1)
        self.skip = stride == 1 and in_channels == out_channels

    def forward(self, x):
        y = F.relu(self.grow(x))
        y = F.relu6(self.filter(y))
        y = self.shrink(y)
        return y + x if self.skip else y
