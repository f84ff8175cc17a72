import torch
from torch import nn
from torch.nn import functional as F


class Bottleneck(nn.Module):
    def __init__(self, in_channels, mid_channels, stride=1, expansion=4):
        super().__init__()
        self.stride = stride
        out = mid_channels * expansion
        self.w1 = nn.Parameter(torch.empty(mid_channels, in_channels, 1, 1))
        self.w2 = nn.Parameter(torch.empty(mid_channels, mid_channels, 3, 3))
        self.w3 = nn.Parameter(torch.empty(out, mid_channels, 1, 1))
        self.n1, self.n2, self.n3 = nn.BatchNorm2d(mid_channels), nn.BatchNorm2d(mid_channels), nn.BatchNorm2d(out)
        self.w4 = None
        if stride != 1 or in_channels != out:
            self.w4 = nn.Parameter(torch.empty(out, in_channels, 1, 1))
            self.n4 = nn.BatchNorm2d(out)
        for weight in (self.w1, self.w2, self.w3, self.w4):
            if weight is not None:
                nn.init.kaiming_normal_(weight)

    def forward(self, x):
        y = self.n1(F.conv2d(x, self.w1)).clamp(min=0)
        y = self.n2(F.conv2d(y, self.w2, stride=self.stride, padding=1)).clamp(min=0)
        y = self.n3(F.conv2d(y, self.w3))
        short = x if self.w4 is None else self.n4(F.conv2d(x, self.w4, stride=self.stride))
        return (y + short).clamp(min=0)
