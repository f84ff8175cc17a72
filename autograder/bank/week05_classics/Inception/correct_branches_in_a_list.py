"""A ModuleList of Sequentials, one for each branch."""

import torch
from torch import nn


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c3_reduce, c3, c5_reduce, c5, pool_proj):
        super().__init__()

        def conv(inputs, outputs, kernel):
            return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2), nn.ReLU(inplace=True))

        self.branches = nn.ModuleList(
            [
                conv(in_channels, c1, 1),
                nn.Sequential(conv(in_channels, c3_reduce, 1), conv(c3_reduce, c3, 3)),
                nn.Sequential(conv(in_channels, c5_reduce, 1), conv(c5_reduce, c5, 5)),
                nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), conv(in_channels, pool_proj, 1)),
            ]
        )

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)
