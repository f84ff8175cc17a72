"""the layers are kept in a Python list

parameters() does not look into lists; nn.ModuleList is seen.
Lesson: 6.1 "The shortcut"
"""

from torch import nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.layers = [
            nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        ]
        self.short = []
        if stride != 1 or in_channels != out_channels:
            self.short = [nn.Conv2d(in_channels, out_channels, 1, stride, bias=False), nn.BatchNorm2d(out_channels)]

    def forward(self, x):
        conv1, norm1, conv2, norm2 = self.layers
        y = norm2(conv2(F.relu(norm1(conv1(x)))))
        for layer in self.short:
            x = layer(x)
        return F.relu(y + x)
