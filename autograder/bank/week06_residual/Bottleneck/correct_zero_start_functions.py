import torch
from torch import nn


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, in_channels, mid_channels, stride=1, expansion=4):
        super().__init__()
        out_channels = int(mid_channels * expansion)
        self.convs = nn.ModuleList(
            [
                nn.Conv2d(mid_channels, out_channels, 1, bias=False),
                nn.Conv2d(mid_channels, mid_channels, 3, stride=(stride, stride), padding=(1, 1), bias=False),
                nn.Conv2d(in_channels, mid_channels, 1, bias=False),
            ]
        )
        self.norms = nn.ModuleList([nn.BatchNorm2d(conv.out_channels) for conv in self.convs])
        nn.init.zeros_(self.norms[0].weight)
        self.shortcut = nn.Sequential()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride=stride, bias=False), nn.BatchNorm2d(out_channels)
            )

    def forward(self, x):
        short = self.shortcut(x)
        for index in (2, 1):
            x = torch.relu(self.norms[index](self.convs[index](x)))
        x = self.norms[0](self.convs[0](x))
        return nn.functional.relu(torch.add(short, x), inplace=True)
