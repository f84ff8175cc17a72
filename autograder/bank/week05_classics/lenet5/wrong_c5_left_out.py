"""C5 is left out

Between S4 and F6 stand 120 units.
Lesson: 5.1 "Counting LeNet-5"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
