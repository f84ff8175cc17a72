import torch
from torch import nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1):
        super().__init__()
        k = dict(bias=False)
        self.w1 = nn.Conv2d(in_channels, out_channels, (3, 3), (stride, stride), (1, 1), **k)
        self.g1 = nn.Parameter(torch.ones(out_channels)); self.b1 = nn.Parameter(torch.zeros(out_channels))
        self.register_buffer("m1", torch.zeros(out_channels)); self.register_buffer("v1", torch.ones(out_channels))
        self.w2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, **k)
        self.n2 = nn.BatchNorm2d(out_channels)
        if stride == 1 and in_channels == out_channels:
            self.res = lambda t: t
        else:
            self.proj = nn.Conv2d(in_channels, out_channels, 1, stride, **k)
            self.nproj = nn.BatchNorm2d(out_channels)
            self.res = lambda t: self.nproj(self.proj(t))

    def forward(self, x):
        h = F.batch_norm(self.w1(x), self.m1, self.v1, self.g1, self.b1, self.training, 0.1, 1e-5)
        h = torch.where(h > 0, h, torch.zeros_like(h))
        h = self.n2(self.w2(h))
        s = h + self.res(x)
        return F.threshold(s, 0.0, 0.0)
