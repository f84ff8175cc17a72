"""the sum over pixels is always divided by 49

Only images of 224 x 224 end with 7 x 7 pixels.
Lesson: 6.2 "Counting a ResNet"
"""

import torch
from torch import nn
from torch.nn import functional as F

import numpy as np


def conv(a, b, k, s=1):
    return nn.Sequential(
        nn.Conv2d(a, b, (k, k), stride=(s, s), padding=(k // 2, k // 2), bias=False), nn.BatchNorm2d(b)
    )


class Sum(nn.Module):
    def __init__(self, a, b, s):
        super().__init__()
        self.ways = nn.ModuleDict(
            {
                "branch": nn.Sequential(conv(a, b, 3, s), nn.ReLU(), conv(b, b, 3)),
                "short": nn.Identity() if s == 1 and a == b else conv(a, b, 1, s),
            }
        )

    def forward(self, x):
        return torch.relu(sum(way(x) for way in self.ways.values()))


class GlobalMean(nn.Module):
    def forward(self, x):
        return torch.einsum("nchw->nc", x) / 49


def resnet(blocks, classes=1000, in_channels=3):
    widths = [int(w) for w in 64 * 2 ** np.arange(4)]
    stages = nn.Sequential()
    a = 64
    for i, (b, n) in enumerate(zip(widths, blocks)):
        strides = [1 if i == 0 else 2] + [1] * (n - 1)
        units = []
        for s in strides:
            units.append(Sum(a, b, s))
            a = b
        stages.add_module(f"stage{i + 1}", nn.Sequential(*units))
    stem = nn.Sequential(conv(in_channels, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, stride=2, padding=1))
    return nn.Sequential(stem, stages, GlobalMean(), nn.Linear(512, classes))
