import torch
from torch import nn


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.convs = nn.ModuleList(nn.Sequential(nn.Conv2d(1, 1, 3, stride, 1), nn.BatchNorm2d(1), nn.ReLU()) for _ in range(in_channels))
        self.last = nn.Sequential(nn.Conv2d(in_channels, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels), nn.ReLU())
    def forward(self, x):
        return self.last(torch.cat([f(c) for f, c in zip(self.convs, x.split(1, dim=1))], dim=1))
