import torch
from torch import nn
from torch.nn import functional as F


class B(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(i, o, 3, s, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(inplace=True), nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o))
        self.g = nn.Sequential(nn.Conv2d(i, o, 1, s, bias=False), nn.BatchNorm2d(o)) if s != 1 or i != o else nn.Sequential()
    def forward(self, x):
        return F.relu(self.f(x) + self.g(x))

class RN(nn.Module):
    def __init__(self, blocks, classes, in_channels):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(in_channels, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1))
        def stage(i, o, n, s):
            return nn.Sequential(B(i, o, s), *(B(o, o, 1) for _ in range(n - 1)))
        self.s1 = stage(64, 64, blocks[0], 1)
        self.s2 = stage(64, 128, blocks[1], 2)
        self.s3 = stage(128, 256, blocks[2], 2)
        self.s4 = stage(256, 512, blocks[3], 2)
        self.w = nn.Parameter(torch.randn(classes, 512) / 30); self.b = nn.Parameter(torch.zeros(classes))
    def forward(self, x):
        x = self.s4(self.s3(self.s2(self.s1(self.stem(x)))))
        return x.flatten(2).mean(-1) @ self.w.t() + self.b

def resnet(blocks, classes=1000, in_channels=3):
    return RN(blocks, classes, in_channels)
