"""the input is shifted in place

It still belongs to the caller, and preparing images is not the work of the network.
Lesson: 5.3 "A block"
"""

import torch
from torch import nn
from torch.nn import functional as F


def relu(x):
    return x * (x > 0)


class Net(nn.Module):
    def __init__(self, classes, in_channels):
        super().__init__()
        sizes = [in_channels, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512]
        self.c = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in zip(sizes, sizes[1:]))
        self.d = nn.ModuleList([nn.Linear(25088, 4096), nn.Linear(4096, 4096), nn.Linear(4096, classes)])

    def forward(self, x):
        x.sub_(0.5)
        for i, conv in enumerate(self.c, 1):
            x = relu(conv(x))
            if i in (2, 4, 7, 10, 13):
                x = F.max_pool2d(x, 2)
        x = x.flatten(1)
        for dense in self.d[:2]:
            x = relu(dense(x))
        return self.d[2](x)


def vgg16(classes=1000, in_channels=3):
    return Net(classes, in_channels)
