"""The 1x1 convolutions as dense layers over the last axis."""

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, kernel, stride, padding):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel, stride, padding)
        self.dense = nn.ModuleList([nn.Linear(out_channels, out_channels) for _ in range(2)])

    def forward(self, x):
        x = torch.relu(self.conv(x)).permute(0, 2, 3, 1)
        for layer in self.dense:
            x = torch.relu(layer(x))
        return x.permute(0, 3, 1, 2)


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return Block(in_channels, out_channels, kernel, stride, padding)
