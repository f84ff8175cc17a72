"""the layers have no biases

Each filter and each unit has one.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, bias=False),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5, bias=False),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120, bias=False),
        nn.Tanh(),
        nn.Linear(120, 84, bias=False),
        nn.Tanh(),
        nn.Linear(84, classes, bias=False),
    )
