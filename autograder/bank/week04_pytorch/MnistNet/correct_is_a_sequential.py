"""A subclass of Sequential without a forward of its own, in-place ReLUs."""

import torch
from torch import nn


class MnistNet(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 10, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2),
            nn.Conv2d(10, 20, 5), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2), nn.Dropout2d(0.5),
            nn.Flatten(), nn.Linear(20 * 4 * 4, 50), nn.Dropout(0.5), nn.ReLU(), nn.Linear(50, 10),
        )
