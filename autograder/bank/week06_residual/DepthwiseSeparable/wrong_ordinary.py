"""it is an ordinary convolution

9 weights for each pair of channels: the split is what saves them.
Lesson: 6.4 "Depthwise, then pointwise"
"""

from torch import nn
from torch.nn import functional as F


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return F.relu(self.norm2(self.conv(x)))
