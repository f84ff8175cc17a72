import torch
from torch import nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.stride = stride
        shapes = [(out_channels, in_channels, 3, 3), (out_channels, out_channels, 3, 3)]
        if stride > 1 or in_channels != out_channels:
            shapes.append((out_channels, in_channels, 1, 1))
        self.kernels = nn.ParameterList([nn.Parameter(0.1 * torch.randn(shape)) for shape in shapes])
        self.norms = nn.ModuleList([nn.BatchNorm2d(out_channels, eps=1e-3, momentum=0.01) for _ in shapes])

    def forward(self, x):
        y = F.conv2d(F.pad(x, (1, 1, 1, 1)), self.kernels[0], stride=self.stride)
        y = self.norms[0](y).clamp(min=0)
        y = self.norms[1](F.conv2d(y, self.kernels[1], padding=1))
        if len(self.kernels) == 3:
            x = self.norms[2](F.conv2d(x, self.kernels[2], stride=self.stride))
        return torch.add(x, y).clamp_min(0)
