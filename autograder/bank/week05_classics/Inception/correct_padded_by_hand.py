"""The maximum over nine shifted copies of a map bordered by minus infinity."""

import torch
from torch import nn
from torch.nn import functional as F


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()
        self.layers = nn.ModuleDict(
            {
                "1x1": nn.Conv2d(in_channels, c1, 1),
                "squeeze3": nn.Conv2d(in_channels, c3_reduce, 1),
                "3x3": nn.Conv2d(c3_reduce, c3, 3, padding="same"),
                "squeeze5": nn.Conv2d(in_channels, c5_reduce, 1),
                "5x5": nn.Conv2d(c5_reduce, c5, 5, padding="same"),
                "project": nn.Conv2d(in_channels, pool_proj, 1),
            }
        )

    def run(self, name, x):
        return self.layers[name](x).clamp(min=0)

    def forward(self, x):
        height, width = x.shape[2:]
        padded = F.pad(x, (1, 1, 1, 1), value=float("-inf"))
        shifted = [padded[:, :, i : i + height, j : j + width] for i in range(3) for j in range(3)]
        largest = torch.stack(shifted).amax(dim=0)
        three = self.run("3x3", self.run("squeeze3", x))
        five = self.run("5x5", self.run("squeeze5", x))
        return torch.hstack((self.run("1x1", x), three, five, self.run("project", largest)))
