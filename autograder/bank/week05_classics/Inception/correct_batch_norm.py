"""Convolution without bias, batch normalisation, ReLU."""

import torch
from torch import nn


class ConvBNReLU(nn.Sequential):
    def __init__(self, inputs, outputs, kernel):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False),
            nn.BatchNorm2d(outputs, eps=0.001),
            nn.ReLU(),
        )


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super(Inception, self).__init__()
        self.branch1 = ConvBNReLU(in_channels, c1, 1)
        self.branch2 = nn.Sequential(ConvBNReLU(in_channels, c3_reduce, 1), ConvBNReLU(c3_reduce, c3, 3))
        self.branch3 = nn.Sequential(ConvBNReLU(in_channels, c5_reduce, 1), ConvBNReLU(c5_reduce, c5, 5))
        self.pool = nn.MaxPool2d(kernel_size=3, stride=1, padding=1, ceil_mode=True)
        self.branch4 = ConvBNReLU(in_channels, pool_proj, 1)

    def forward(self, x):
        branches = (self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(self.pool(x)))
        return torch.concat(branches, dim=-3)
