"""logits are dropped in train mode

A dropped logit is a 0 that the loss takes for an answer. Dropout stands between layers.
Lesson: 5.3 "Where the parameters live"
"""

import torch
from torch import nn
from torch.nn import functional as F


def vgg16(classes=1000, in_channels=3):
    layers = []
    for filters in [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]:
        if filters == "M":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(in_channels, filters, 3, padding=1), nn.ReLU(inplace=True)]
            in_channels = filters
    layers += [
        nn.Flatten(),
        nn.Linear(512 * 7 * 7, 4096),
        nn.ReLU(True),
        nn.Dropout(),
        nn.Linear(4096, 4096),
        nn.ReLU(True),
        nn.Dropout(),
        nn.Linear(4096, classes),
        nn.Dropout(),
    ]
    return nn.Sequential(*layers)
