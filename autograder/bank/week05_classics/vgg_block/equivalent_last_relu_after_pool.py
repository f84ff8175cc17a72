"""The larger of two numbers stays the larger under ReLU."""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, convolutions):
        super().__init__()
        widths = [in_channels] + [out_channels] * convolutions
        self.layers = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(widths, widths[1:]))

    def forward(self, x):
        for layer in self.layers:
            x = layer(F.relu(x) if layer is not self.layers[0] else x)
        return F.relu(F.max_pool2d(x, 2))


def vgg_block(in_channels, out_channels, convolutions):
    return Block(in_channels, out_channels, convolutions)
