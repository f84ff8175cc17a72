"""the input is changed in place

It still belongs to the caller.
Lesson: 5.3 "A block"
"""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, in_channels, out_channels, convolutions):
        super().__init__()
        widths = [in_channels] + [out_channels] * convolutions
        self.layers = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(widths, widths[1:]))

    def forward(self, x):
        x.clamp_(min=0)
        for layer in self.layers:
            x = F.relu(layer(x))
        return F.max_pool2d(x, 2)


def vgg_block(in_channels, out_channels, convolutions):
    return Block(in_channels, out_channels, convolutions)
