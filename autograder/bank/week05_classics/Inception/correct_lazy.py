"""Lazy convolutions, the answer written into an empty tensor."""

import torch
from torch import nn


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()
        self.widths = (c1, c3, c5, pool_proj)
        self.one = nn.Sequential(nn.LazyConv2d(c1, 1), nn.ReLU())
        self.three = nn.Sequential(
            nn.LazyConv2d(c3_reduce, 1), nn.ReLU(), nn.ZeroPad2d(1), nn.LazyConv2d(c3, 3), nn.ReLU()
        )
        self.five = nn.Sequential(
            nn.LazyConv2d(c5_reduce, 1), nn.ReLU(), nn.ZeroPad2d(2), nn.LazyConv2d(c5, 5), nn.ReLU()
        )
        self.four = nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.LazyConv2d(pool_proj, 1), nn.ReLU())

    def forward(self, x):
        out = x.new_empty(x.shape[0], sum(self.widths), *x.shape[2:])
        start = 0
        for branch, width in zip((self.one, self.three, self.five, self.four), self.widths):
            out[:, start : start + width] = branch(x)
            start += width
        return out
