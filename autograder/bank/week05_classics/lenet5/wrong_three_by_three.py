"""the kernels are 3 x 3

LeNet-5 has 5 x 5.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 3),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 3),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 6 * 6, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
