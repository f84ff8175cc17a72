"""Kernels as parameters, a function for every layer."""

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, shapes):
        super().__init__()
        self.kernels = nn.ParameterList([nn.Parameter(torch.randn(shape) / 10) for shape in shapes])

    def forward(self, x):
        for kernel in self.kernels:
            x = F.conv2d(x, kernel, padding=1)
            x = x * (x > 0)
        return nn.functional.max_pool2d(x, kernel_size=2)


def vgg_block(in_channels, out_channels, convolutions):
    return Block([(out_channels, out_channels if k else in_channels, 3, 3) for k in range(convolutions)])
