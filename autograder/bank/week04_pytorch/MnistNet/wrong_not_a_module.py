"""the class is no nn.Module

Only a module has parameters, a mode and a state dict.
Lesson: 4.1 "The network"
"""

import torch
from torch import nn


class MnistNet:
    def __init__(self):
        self.layers = nn.Sequential(
            nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Conv2d(10, 20, 5), nn.Dropout2d(), nn.MaxPool2d(2),
            nn.ReLU(), nn.Flatten(), nn.Linear(320, 50), nn.ReLU(), nn.Dropout(), nn.Linear(50, 10),
        )

    def __call__(self, x):
        return self.layers(x)
