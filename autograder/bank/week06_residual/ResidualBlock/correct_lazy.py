import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.parts = nn.ModuleDict(
            {
                "first": nn.LazyConv2d(out_channels, 3, stride, 1, bias=False),
                "norm": nn.LazyBatchNorm2d(),
                "second": nn.LazyConv2d(out_channels, 3, 1, 1, bias=False),
                "last": nn.LazyBatchNorm2d(),
            }
        )
        self.project = stride != 1 or in_channels != out_channels
        if self.project:
            self.parts["project"] = nn.LazyConv2d(out_channels, 1, stride, bias=False)
            self.parts["project_norm"] = nn.LazyBatchNorm2d()

    def forward(self, x):
        part = self.parts
        short = part["project_norm"](part["project"](x)) if self.project else x
        y = torch.relu(part["norm"](part["first"](x)))
        return torch.relu(part["last"](part["second"](y)) + short)
