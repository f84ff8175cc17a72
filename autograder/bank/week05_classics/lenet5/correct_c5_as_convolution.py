"""C5 as in the paper: a convolution whose kernel covers the whole map; pooling before tanh."""

from collections import OrderedDict

from torch import nn


def lenet5(classes=10):
    return nn.Sequential(
        OrderedDict(
            C1=nn.Conv2d(1, 6, kernel_size=(5, 5)),
            S2=nn.AvgPool2d(kernel_size=2, stride=2),
            squash1=nn.Tanh(),
            C3=nn.Conv2d(6, 16, kernel_size=(5, 5)),
            S4=nn.AvgPool2d(kernel_size=2, stride=2),
            squash2=nn.Tanh(),
            C5=nn.Conv2d(16, 120, kernel_size=(5, 5)),
            squash3=nn.Tanh(),
            flat=nn.Flatten(),
            F6=nn.Linear(120, 84),
            squash4=nn.Tanh(),
            output=nn.Linear(84, classes),
        )
    )
