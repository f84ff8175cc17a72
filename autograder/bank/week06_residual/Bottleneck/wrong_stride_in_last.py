"""the last 1x1 convolution carries the stride

Three quarters of what the 3x3 computed would be thrown away.
Lesson: 6.2 "Bottleneck"
"""

from torch import nn
from torch.nn import functional as F


class Bottleneck(nn.Module):
    def __init__(self, in_channels, mid_channels, stride=1, expansion=4):
        super().__init__()
        out_channels = mid_channels * expansion
        self.reduce = nn.Conv2d(in_channels, mid_channels, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(mid_channels)
        self.conv = nn.Conv2d(mid_channels, mid_channels, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(mid_channels)
        self.expand = nn.Conv2d(mid_channels, out_channels, 1, stride, bias=False)
        self.norm3 = nn.BatchNorm2d(out_channels)
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x):
        y = F.relu(self.norm1(self.reduce(x)))
        y = F.relu(self.norm2(self.conv(y)))
        y = self.norm3(self.expand(y))
        return F.relu(y + self.shortcut(x))
