import torch
from torch import nn


def resnet(blocks, classes=1000, in_channels=3):
    def unit(inputs, outputs, kernel, stride):
        conv = nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, bias=False)
        return nn.Sequential(conv, nn.BatchNorm2d(outputs, eps=1e-4))

    class Sum(nn.Module):
        def __init__(self, *ways):
            super().__init__()
            self.ways = nn.ModuleList(ways)

        def forward(self, x):
            return torch.relu(sum(way(x) for way in self.ways))

    net = nn.Sequential()
    net.add_module("stem", nn.Sequential(unit(in_channels, 64, 7, 2), nn.ReLU(True), nn.MaxPool2d(3, 2, 1)))
    before = 64
    for stage in range(len(blocks)):
        width = (64, 128, 256, 512)[stage]
        parts = []
        for index in range(blocks[stage]):
            stride = 2 if index == 0 and stage else 1
            ways = [nn.Sequential(unit(before, width, 3, stride), nn.ReLU(True), unit(width, width, 3, 1))]
            ways.append(nn.Identity() if before == width and stride == 1 else unit(before, width, 1, stride))
            parts.append(Sum(*ways))
            before = width
        net.add_module(f"stage{stage + 1}", nn.Sequential(*parts))
    net.add_module("head", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, classes)))
    return net
