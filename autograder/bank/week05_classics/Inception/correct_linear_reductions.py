"""All 1x1 convolutions as dense layers over the last axis."""

import torch
from torch import nn
from torch.nn import functional as F


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()
        self.p1 = nn.Linear(in_channels, c1)
        self.p3, self.k3 = nn.Linear(in_channels, c3_reduce), nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.p5, self.k5 = nn.Linear(in_channels, c5_reduce), nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.pp = nn.Linear(in_channels, pool_proj)

    @staticmethod
    def point(layer, x):
        return layer(x.movedim(1, -1)).movedim(-1, 1)

    def forward(self, x):
        parts = [
            self.point(self.p1, x),
            self.k3(self.point(self.p3, x).relu()),
            self.k5(self.point(self.p5, x).relu()),
            self.point(self.pp, F.max_pool2d(x, 3, 1, 1)),
        ]
        return torch.cat([p.relu() for p in parts], dim=1)
