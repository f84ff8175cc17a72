import torch
from torch import nn


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.spatial = nn.Conv2d(in_channels, in_channels, 3, stride=stride, padding=1, groups=in_channels)
        self.norm = nn.BatchNorm2d(in_channels)
        self.mix = nn.Linear(in_channels, out_channels, bias=False)
        self.last = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        x = torch.relu(self.norm(self.spatial(x)))
        x = self.mix(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return torch.relu(self.last(x))
