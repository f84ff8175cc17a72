"""windows of 3 overlap

The windows are 2 x 2 and lie side by side.
Lesson: 5.1 "Convolve, squash, average"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(3, stride=2, padding=1),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(3, stride=2, padding=1),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
