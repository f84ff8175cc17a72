import torch
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        self.stride, self.wide, self.add = stride, in_channels * expand, (in_channels, stride) == (out_channels, 1)
        shapes = [(self.wide, in_channels, 1, 1), (self.wide, 1, 3, 3), (out_channels, self.wide, 1, 1)]
        self.kernels = nn.ParameterList([nn.Parameter(torch.randn(shape) / 4) for shape in shapes])
        self.norms = nn.ModuleList([nn.BatchNorm2d(shape[0]) for shape in shapes])

    def forward(self, x):
        y = F.hardtanh(self.norms[0](F.conv2d(x, self.kernels[0])), 0.0, 6.0)
        y = self.norms[1](F.conv2d(F.pad(y, [1] * 4), self.kernels[1], stride=self.stride, groups=self.wide))
        y = self.norms[2](F.conv2d(F.relu(y).clamp(max=6), self.kernels[2]))
        return torch.add(y, x) if self.add else y
