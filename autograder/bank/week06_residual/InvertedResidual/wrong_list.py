"""the layers are kept in a Python list

parameters() does not look into lists; nn.ModuleList is seen.
Lesson: 6.4 "Inverted residual"
"""

from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        wide = in_channels * expand
        self.first = [nn.Conv2d(in_channels, wide, 1, bias=False)]
        self.norm1 = nn.BatchNorm2d(wide)
        self.filter = nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False)
        self.norm2 = nn.BatchNorm2d(wide)
        self.project = nn.Conv2d(wide, out_channels, 1, bias=False)
        self.norm3 = nn.BatchNorm2d(out_channels)
        self.skip = stride == 1 and in_channels == out_channels

    def forward(self, x):
        y = F.relu6(self.norm1(self.first[0](x)))
        y = F.relu6(self.norm2(self.filter(y)))
        y = self.norm3(self.project(y))
        return x + y if self.skip else y
