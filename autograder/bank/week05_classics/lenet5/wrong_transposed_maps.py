"""height and width are swapped before the dense layer

Flatten row by row, as `flatten` does.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


class Turned(nn.Module):
    def forward(self, x):
        return x.transpose(2, 3).flatten(1)


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        Turned(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
