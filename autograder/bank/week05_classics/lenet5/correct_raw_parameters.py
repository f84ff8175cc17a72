"""Weights in a ParameterDict, dense ones multiplied from the right, one function a layer."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.p = nn.ParameterDict()
        for name, shape in sizes.items():
            bound = 1 / math.sqrt(math.prod(shape) / (shape[0] if len(shape) > 2 else shape[1]))
            self.p[name] = nn.Parameter((2 * torch.rand(shape) - 1) * bound)
            self.p[name + "_bias"] = nn.Parameter(torch.zeros(shape[0] if len(shape) > 2 else shape[1]))

    def forward(self, x):
        p = self.p
        for name in ("c1", "c3"):
            x = F.avg_pool2d(torch.tanh(F.conv2d(x, p[name], p[name + "_bias"])), kernel_size=2, stride=2)
        x = torch.flatten(x, start_dim=1)
        for name in ("c5", "f6"):
            x = torch.tanh(x @ p[name] + p[name + "_bias"])
        return x @ p["out"] + p["out_bias"]


def lenet5(classes=10):
    sizes = {"c1": (6, 1, 5, 5), "c3": (16, 6, 5, 5), "c5": (400, 120), "f6": (120, 84), "out": (84, classes)}
    return Net(sizes)
