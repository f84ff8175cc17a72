"""the stages of three convolutions come first

The stages have 2, 2, 3, 3 and 3.
Lesson: 5.3 "Where the parameters live"
"""

import torch
from torch import nn


cfgs = {"D": [64, 64, 64, "M", 128, 128, 128, "M", 256, 256, 256, "M", 512, 512, "M", 512, 512, "M"]}


def make_layers(cfg, in_channels):
    layers = []
    for v in cfg:
        if v == "M":
            layers += [nn.MaxPool2d(kernel_size=2, stride=2)]
        else:
            layers += [nn.Conv2d(in_channels, v, kernel_size=3, padding=1), nn.ReLU(inplace=True)]
            in_channels = v
    return nn.Sequential(*layers)


class VGG(nn.Module):
    def __init__(self, features, classes):
        super().__init__()
        self.features = features
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096),
            nn.ReLU(True),
            nn.Dropout(),
            nn.Linear(4096, 4096),
            nn.ReLU(True),
            nn.Dropout(),
            nn.Linear(4096, classes),
        )

    def forward(self, x):
        x = self.features(x)
        x = self.avgpool(x)
        x = torch.flatten(x, 1)
        return self.classifier(x)


def vgg16(classes=1000, in_channels=3):
    return VGG(make_layers(cfgs["D"], in_channels), classes)
