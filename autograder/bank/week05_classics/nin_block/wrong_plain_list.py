"""the 1x1 convolutions stand in a plain list

PyTorch finds modules in `nn.ModuleList`, not in lists.
Lesson: 5.4 "A block of three convolutions"
"""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, kernel, stride, padding):
        super().__init__()
        self.look = nn.Conv2d(in_channels, out_channels, kernel, stride=stride, padding=padding)
        self.mix = [nn.Conv2d(out_channels, out_channels, 1) for _ in range(2)]

    def forward(self, x):
        x = F.relu(self.look(x))
        x = F.relu(self.mix[0](x))
        x = F.relu(self.mix[1](x))
        return x


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return Block(in_channels, out_channels, kernel, stride, padding)
