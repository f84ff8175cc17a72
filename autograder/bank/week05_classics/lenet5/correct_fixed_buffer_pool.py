"""The average as a convolution with a fixed kernel, kept in a buffer."""

import torch
from torch import nn
from torch.nn import functional as F


class LeNet5(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.register_buffer("box", torch.full((1, 1, 2, 2), 0.25))
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, classes)

    def forward(self, x):
        x = F.conv2d(torch.tanh(self.conv1(x)), self.box.repeat(6, 1, 1, 1), stride=2, groups=6)
        x = F.conv2d(torch.tanh(self.conv2(x)), self.box.repeat(16, 1, 1, 1), stride=2, groups=16)
        x = x.view(x.size(0), -1)
        x = torch.tanh(self.fc1(x))
        x = torch.tanh(self.fc2(x))
        return self.fc3(x)


def lenet5(classes=10):
    return LeNet5(classes)
