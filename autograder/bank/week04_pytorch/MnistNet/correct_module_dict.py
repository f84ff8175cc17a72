"""Layers in a ModuleDict, made in a loop; He's initial weights."""

import torch
from torch import nn


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.ModuleDict({"out": nn.Linear(50, 10), "hidden": nn.Linear(320, 50)})
        self.net["conv_b"] = nn.Conv2d(10, 20, 5)
        self.net["conv_a"] = nn.Conv2d(1, 10, 5)
        for layer in self.net.values():
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        self.drop = nn.ModuleList([nn.Identity(), nn.Dropout2d()])

    def forward(self, x):
        for name, drop in zip(("conv_a", "conv_b"), self.drop):
            x = torch.clamp(nn.functional.max_pool2d(drop(self.net[name](x)), 2), min=0)
        x = torch.flatten(x, 1)
        x = torch.dropout(torch.relu(self.net["hidden"](x)), 0.5, self.training)
        return self.net["out"](x)
