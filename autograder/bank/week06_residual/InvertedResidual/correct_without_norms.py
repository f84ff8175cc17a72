import torch
from torch import nn


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        wide = expand * in_channels
        self.a = nn.Conv2d(in_channels, wide, 1)
        self.b = nn.Conv2d(wide, wide, 3, stride=stride, padding=1, groups=wide)
        self.c = nn.Conv2d(wide, out_channels, 1)

    def forward(self, x):
        y = self.c(torch.clamp(self.b(torch.clamp(self.a(x), 0, 6)), 0, 6))
        if x.shape[1] == y.shape[1] and self.b.stride == (1, 1):
            y = y + x
        return y
