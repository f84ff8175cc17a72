"""Weights as parameters, layers as functions, borders padded by hand."""

import torch
from torch import nn
from torch.nn import functional as F

WIDTHS = (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0)


class vgg16(nn.Module):
    def __init__(self, classes=1000, in_channels=3):
        super().__init__()
        self.kernels, self.biases = nn.ParameterList(), nn.ParameterList()
        for width in filter(None, WIDTHS):
            self.add(width, in_channels, 3, 3)
            in_channels = width
        for width, inputs in ((4096, 25088), (4096, 4096), (classes, 4096)):
            self.add(width, inputs)

    def add(self, *shape):
        self.kernels.append(nn.Parameter(torch.empty(*shape).normal_(0, 0.01)))
        self.biases.append(nn.Parameter(torch.zeros(shape[0])))

    def forward(self, x):
        weights = iter(zip(self.kernels, self.biases))
        for width in WIDTHS:
            if width:
                kernel, bias = next(weights)
                x = F.conv2d(F.pad(x, (1, 1, 1, 1)), kernel, bias)
                x = torch.where(x > 0, x, torch.zeros_like(x))
            else:
                x = F.max_pool2d(x, 2)
        x = x.reshape(x.size(0), -1)
        for last, (kernel, bias) in zip((False, False, True), weights):
            x = x @ kernel.t() + bias
            x = x if last else x.clamp(min=0)
        return x
