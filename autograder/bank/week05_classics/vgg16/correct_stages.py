"""ModuleLists of stages, functions in forward."""

import torch
from torch import nn
from torch.nn import functional as F


class VGG(nn.Module):
    def __init__(self, classes, in_channels):
        super().__init__()
        self.stages = nn.ModuleList()
        for count, width in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
            widths = [in_channels] + [width] * count
            self.stages.append(nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(widths, widths[1:])))
            in_channels = width
        self.fc1 = nn.Linear(25088, 4096)
        self.fc2 = nn.Linear(4096, 4096)
        self.fc3 = nn.Linear(4096, classes)

    def forward(self, x):
        for stage in self.stages:
            for convolution in stage:
                x = F.relu(convolution(x))
            x = F.max_pool2d(x, 2)
        x = x.flatten(1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


def vgg16(classes=1000, in_channels=3):
    return VGG(classes, in_channels)
