"""the 3x3 convolution is an ordinary one

On so many channels it would be the most expensive part by far.
Lesson: 6.4 "Depthwise, then pointwise"
"""

from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        wide = in_channels * expand
        self.grow = nn.Conv2d(in_channels, wide, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(wide)
        self.filter = nn.Conv2d(wide, wide, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(wide)
        self.project = nn.Conv2d(wide, out_channels, 1, bias=False)
        self.norm3 = nn.BatchNorm2d(out_channels)
        self.skip = stride == 1 and in_channels == out_channels

    def forward(self, x):
        y = F.relu6(self.norm1(self.grow(x)))
        y = F.relu6(self.norm2(self.filter(y)))
        y = self.norm3(self.project(y))
        return x + y if self.skip else y
