import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.ModuleList([nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False),
                                   nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)])
        self.bn = nn.ModuleList([nn.BatchNorm2d(out_channels), nn.BatchNorm2d(out_channels)])
        self.act = nn.ReLU()
        self.proj = nn.ModuleList()
        if stride != 1 or in_channels != out_channels:
            self.proj.extend([nn.Conv2d(in_channels, out_channels, kernel_size=1, stride=stride, padding=0, bias=False), nn.BatchNorm2d(out_channels)])

    def forward(self, x):
        out = x.contiguous(memory_format=torch.channels_last)
        for i, (c, b) in enumerate(zip(self.conv, self.bn)):
            out = b(c(out))
            if i == 0:
                out = self.act(out)
        for p in self.proj:
            x = p(x)
        return self.act(torch.stack([out, x]).sum(0))
