"""The first convolution as a matrix product over unfolded windows."""

import torch
from torch import nn
from torch.nn import functional as F


class NiN(nn.Module):
    def __init__(self, i, o, k, s, p):
        super().__init__()
        self.k, self.s, self.p = k, s, p
        self.w = nn.ParameterList(
            [
                nn.Parameter(0.1 * torch.randn(i * k * k, o)),
                nn.Parameter(0.1 * torch.randn(o, o, 1, 1)),
                nn.Parameter(0.1 * torch.randn(o, o, 1, 1)),
            ]
        )
        self.b = nn.ParameterList([nn.Parameter(torch.zeros(o)) for _ in range(3)])

    def forward(self, x):
        n, c, h, w = x.shape
        cols = F.unfold(x, self.k, padding=self.p, stride=self.s)
        oh, ow = (h + 2 * self.p - self.k) // self.s + 1, (w + 2 * self.p - self.k) // self.s + 1
        y = F.relu((cols.transpose(1, 2) @ self.w[0] + self.b[0]).transpose(1, 2).reshape(n, -1, oh, ow))
        for w_, b_ in zip(self.w[1:], self.b[1:]):
            y = F.relu(F.conv2d(y, w_, b_))
        return y


def nin_block(in_channels, out_channels, kernel, stride=1, padding=0):
    return NiN(in_channels, out_channels, kernel, stride, padding)
