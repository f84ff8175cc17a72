"""tanh stands where ReLU belongs

VGG uses ReLU.
Lesson: 5.3 "A block"
"""

from torch import nn


def vgg16(classes=1000, in_channels=3):
    layers = []
    for width in (64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"):
        if width == "M":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(in_channels, width, 3, padding=1), nn.Tanh()]
            in_channels = width
    return nn.Sequential(
        *layers,
        nn.Flatten(),
        nn.Linear(512 * 7 * 7, 4096),
        nn.Tanh(),
        nn.Dropout(),
        nn.Linear(4096, 4096),
        nn.Tanh(),
        nn.Dropout(),
        nn.Linear(4096, classes),
    )
