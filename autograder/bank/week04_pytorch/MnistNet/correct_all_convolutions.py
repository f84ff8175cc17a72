"""Dense layers as convolutions over the whole map."""

import torch
from torch import nn


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(1, 10, 5)
        self.b = nn.Conv2d(10, 20, 5)
        self.c = nn.Conv2d(20, 50, 4)
        self.d = nn.Conv2d(50, 10, 1)
        self.pool, self.maps, self.units = nn.MaxPool2d(2), nn.Dropout2d(0.5), nn.Dropout(0.5)

    def forward(self, x):
        x = self.pool(self.a(x)).relu()
        x = self.pool(self.maps(self.b(x))).relu()
        x = self.units(self.c(x).relu())
        return self.d(x)[:, :, 0, 0]
