"""other widths are used

6, 16, 120 and 84 are the numbers of 1998.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 20, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(20, 50, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(1250, 500),
        nn.Tanh(),
        nn.Linear(500, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
