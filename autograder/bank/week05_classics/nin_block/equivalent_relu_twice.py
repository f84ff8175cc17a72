"""A second ReLU finds nothing to do."""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, kernel, stride, padding):
        super().__init__()
        self.look = nn.Conv2d(in_channels, out_channels, kernel, stride=stride, padding=padding)
        self.mix1 = nn.Conv2d(out_channels, out_channels, 1)
        self.mix2 = nn.Conv2d(out_channels, out_channels, 1)

    def forward(self, x):
        x = F.relu(self.look(x))
        x = F.relu(self.mix1(F.relu(x)))
        x = F.relu(self.mix2(x))
        return x


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return Block(in_channels, out_channels, kernel, stride, padding)
