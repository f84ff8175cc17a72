"""Raw parameters and functions, nothing from nn but Module and Parameter."""

import math

import torch
from torch import nn
from torch.nn import functional as F


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1, self.b1 = self.make(10, 1, 5, 5), nn.Parameter(torch.zeros(10))
        self.w2, self.b2 = self.make(20, 10, 5, 5), nn.Parameter(torch.zeros(20))
        self.w3, self.b3 = self.make(50, 320), nn.Parameter(torch.zeros(50))
        self.w4, self.b4 = self.make(10, 50), nn.Parameter(torch.zeros(10))

    @staticmethod
    def make(*shape):
        return nn.Parameter(torch.randn(*shape) / math.sqrt(math.prod(shape[1:])))

    def forward(self, x):
        x = F.relu(F.max_pool2d(F.conv2d(x, self.w1, self.b1), 2))
        x = F.conv2d(x, self.w2, self.b2)
        x = F.relu(F.max_pool2d(F.dropout2d(x, 0.5, self.training), 2))
        x = F.relu(F.linear(x.reshape(-1, 320), self.w3, self.b3))
        return F.linear(F.dropout(x, training=self.training), self.w4, self.b4)
