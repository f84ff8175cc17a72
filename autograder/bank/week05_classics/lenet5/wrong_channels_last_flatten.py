"""the maps are flattened pixel by pixel, all channels of a pixel together

PyTorch flattens channel by channel: a file of weights relies on it.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        ChannelsLast(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
