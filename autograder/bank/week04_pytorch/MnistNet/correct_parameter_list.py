"""All weights in one ParameterList; blocks written as functions."""

import torch
from torch import nn
from torch.nn import functional as F


class MnistNet(nn.Module):
    def __init__(self, classes=10):
        super(MnistNet, self).__init__()
        torch.manual_seed(4)
        layers = [nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5), nn.Linear(320, 50), nn.Linear(50, classes)]
        self.p = nn.ParameterList([p for layer in layers for p in layer.parameters()])

    def forward(self, x):
        p, t = self.p, self.training
        x = F.threshold(F.max_pool2d(F.conv2d(x, p[0], p[1]), kernel_size=(2, 2)), 0, 0)
        x = F.threshold(F.max_pool2d(F.dropout2d(F.conv2d(x, p[2], p[3]), training=t), kernel_size=(2, 2)), 0, 0)
        x = F.dropout(F.linear(x.view(x.size(0), -1), p[4], p[5]).relu_(), training=t)
        return torch.addmm(p[7], x, p[6].t())
