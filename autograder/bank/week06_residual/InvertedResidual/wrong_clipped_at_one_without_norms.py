"""the activations are cut off at 1

The 6 is in the name.
Lesson: 6.4 "Inverted residual"
"""

import torch
from torch import nn
from torch.nn import functional as F


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        wide = int(in_channels * expand)
        self.z = nn.Conv2d(wide, out_channels, (1, 1), bias=False)
        self.y = nn.Conv2d(wide, wide, (3, 3), (stride, stride), (1, 1), groups=wide, bias=False)
        self.x = nn.Conv2d(in_channels, wide, (1, 1), bias=False)

    def forward(self, images):
        h = torch.clamp(self.x(images), 0, 1)
        h = self.y(h).clip(min=0, max=1)
        h = self.z(h)
        same = h.shape == images.shape
        return torch.add(h, images) if same else h
