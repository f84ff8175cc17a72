import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self, classes, in_channels):
        super().__init__()
        self.last = nn.Linear(4096, classes)
        self.second = nn.Linear(4096, 4096)
        self.first = nn.Linear(25088, 4096)
        sizes = [in_channels, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512]
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            self.add_module(f"conv_{i}", nn.Conv2d(a, b, 3, padding=1))

    def forward(self, x):
        for i in range(13):
            x = self.get_submodule(f"conv_{i}")(x)
            x = x.clamp(min=0)
            if i in {1, 3, 6, 9, 12}:
                n, c, h, w = x.shape
                x = x.reshape(n, c, h // 2, 2, w // 2, 2).amax((3, 5))
        x = x.reshape(x.shape[0], -1)
        x = F.dropout(torch.clamp(self.first(x), min=0.0), training=self.training)
        x = F.dropout(torch.clamp_min(self.second(x), 0), training=self.training)
        return self.last(x)


def vgg16(classes=1000, in_channels=3):
    return Net(classes, in_channels)
