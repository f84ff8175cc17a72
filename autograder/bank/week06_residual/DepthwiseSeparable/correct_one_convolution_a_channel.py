import torch
from torch import nn


class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.filters = nn.ModuleList([nn.Conv2d(1, 1, 3, stride, 1, bias=False) for _ in range(in_channels)])
        self.mix = nn.Conv2d(in_channels, out_channels, 1)

    def forward(self, x):
        maps = [conv(x[:, index : index + 1]) for index, conv in enumerate(self.filters)]
        return torch.relu(self.mix(torch.relu(torch.cat(maps, dim=1))))
