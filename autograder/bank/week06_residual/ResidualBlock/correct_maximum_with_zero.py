import torch
from torch import nn


def layer(inputs, outputs, kernel, stride):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)
    )


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        agree = in_channels == out_channels and stride == 1
        self.ways = nn.ModuleList([nn.Identity() if agree else layer(in_channels, out_channels, 1, stride)])
        self.ways.append(
            nn.Sequential(
                layer(in_channels, out_channels, 3, stride), nn.ReLU(), layer(out_channels, out_channels, 3, 1)
            )
        )

    def forward(self, x):
        total = sum(way(x) for way in self.ways)
        return torch.maximum(total, torch.zeros_like(total))
