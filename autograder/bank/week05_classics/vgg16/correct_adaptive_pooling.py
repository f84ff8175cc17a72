"""A mean to 7 x 7 before the dense layers, which does nothing at 224; He's initial weights."""

import torch
from torch import nn


class VGG16(nn.Module):
    def __init__(self, classes=1000, in_channels=3):
        super().__init__()
        self.features = nn.Sequential(
            self.block(in_channels, 64, 2), self.block(64, 128, 2), self.block(128, 256, 3),
            self.block(256, 512, 3), self.block(512, 512, 3),
        )
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(True), nn.Dropout(p=0.5),
            nn.Linear(4096, 4096), nn.ReLU(True), nn.Dropout(p=0.5),
            nn.Linear(4096, classes),
        )
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                nn.init.constant_(module.bias, 0)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, 0, 0.01)
                nn.init.constant_(module.bias, 0)

    @staticmethod
    def block(inputs, outputs, count):
        layers = []
        for _ in range(count):
            layers += [nn.Conv2d(inputs, outputs, kernel_size=3, stride=1, padding=1), nn.ReLU(inplace=True)]
            inputs = outputs
        return nn.Sequential(*layers, nn.MaxPool2d(kernel_size=2, stride=2))

    def forward(self, x):
        x = self.avgpool(self.features(x))
        return self.classifier(torch.flatten(x, 1))


def vgg16(classes=1000, in_channels=3):
    return VGG16(classes, in_channels)
