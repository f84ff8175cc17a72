"""the branches stand in the opposite order

The order is 1x1, 3x3, 5x5, pool.
Lesson: 5.5 "The four branches"
"""

import torch
from torch import nn
from torch.nn import functional as F


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()
        self.a = nn.Conv2d(in_channels, c1, 1)
        self.b1 = nn.Conv2d(in_channels, c3_reduce, 1)
        self.b2 = nn.Conv2d(c3_reduce, c3, 3, padding=1)
        self.c1 = nn.Conv2d(in_channels, c5_reduce, 1)
        self.c2 = nn.Conv2d(c5_reduce, c5, 5, padding=2)
        self.d = nn.Conv2d(in_channels, pool_proj, 1)

    def forward(self, x):
        a = F.relu(self.a(x))
        b = F.relu(self.b2(F.relu(self.b1(x))))
        c = F.relu(self.c2(F.relu(self.c1(x))))
        d = F.max_pool2d(x, 3, stride=1, padding=1)
        d = F.relu(self.d(d))
        return torch.cat([d, c, b, a], dim=1)
