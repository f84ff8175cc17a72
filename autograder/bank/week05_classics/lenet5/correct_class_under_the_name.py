"""A class of that name instead of a function; pooling by reshaping."""

import torch
from torch import nn


class lenet5(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)])
        self.dense = nn.ModuleList([nn.Linear(400, 120), nn.Linear(120, 84)])
        self.scores = nn.Linear(84, classes)

    def forward(self, x):
        for convolution in self.convolutions:
            maps = convolution(x).tanh_()
            n, c, h, w = maps.shape
            x = maps.view(n, c, h // 2, 2, w // 2, 2).mean(dim=(3, 5))
        x = x.reshape(len(x), -1)
        for dense in self.dense:
            x = dense(x).tanh_()
        return self.scores(x)
