"""Lazy layers find their input sizes at the first call."""

import torch
from torch import nn


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.LazyConv2d(10, 5), nn.MaxPool2d(2), nn.ReLU(),
            nn.LazyConv2d(20, 5), nn.Dropout2d(), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(),
        )
        self.head = nn.Sequential(nn.LazyLinear(50), nn.ReLU(), nn.Dropout(), nn.LazyLinear(10))

    def forward(self, images):
        return self.head(self.features(images))
