"""one convolution is used again and again

Each has weights of its own.
Lesson: 5.3 "A block"
"""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, convolutions):
        super().__init__()
        widths = [in_channels] + [out_channels] * convolutions
        self.first = nn.Conv2d(in_channels, out_channels, 3, padding=1)
        self.rest = nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.layers = [self.first] + [self.rest] * (convolutions - 1)

    def forward(self, x):
        for layer in self.layers:
            x = F.relu(layer(x))
        return F.max_pool2d(x, 2)


def vgg_block(in_channels, out_channels, convolutions):
    return Block(in_channels, out_channels, convolutions)
