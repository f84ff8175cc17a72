"""Pixels as rows of a matrix, dense layers over their channels."""

from torch import nn


class NiN(nn.Module):
    def __init__(self, i, o, k, s, p):
        super().__init__()
        self.spatial = nn.Conv2d(i, o, (k, k), (s, s), (p, p))
        self.mlp = nn.Sequential(nn.Linear(o, o), nn.ReLU(), nn.Linear(o, o), nn.ReLU())

    def forward(self, x):
        y = self.spatial(x).relu()
        n, c, h, w = y.shape
        return self.mlp(y.flatten(2).transpose(1, 2)).transpose(1, 2).reshape(n, c, h, w)


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return NiN(in_channels, out_channels, kernel, stride, padding)
