"""A function under the name, with a class behind it."""

import torch
from torch import nn


class Parallel(nn.Module):
    def __init__(self, *branches):
        super().__init__()
        for number, branch in enumerate(branches):
            self.add_module(f"branch{number}", branch)

    def forward(self, x):
        return torch.relu(torch.cat([branch(x) for branch in self.children()], dim=1))


def Inception(in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
    return Parallel(
        nn.Conv2d(in_channels, c1, kernel_size=1),
        nn.Sequential(
            nn.Conv2d(in_channels, c3_reduce, kernel_size=1), nn.ReLU(), nn.Conv2d(c3_reduce, c3, 3, padding=1)
        ),
        nn.Sequential(
            nn.Conv2d(in_channels, c5_reduce, kernel_size=1), nn.ReLU(), nn.Conv2d(c5_reduce, c5, 5, padding=2)
        ),
        nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), nn.Conv2d(in_channels, pool_proj, kernel_size=1)),
    )
