"""the pooling has weights of its own

That is the paper. Here it is a plain average, without parameters.
Lesson: 5.1 "What the paper did differently"
"""

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        nn.Conv2d(1, 6, 5),
        nn.Tanh(),
        nn.Conv2d(6, 6, 2, stride=2, groups=6),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.Conv2d(16, 16, 2, stride=2, groups=16),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, classes),
    )
