"""the layers stand in a Python list

A list hides its layers from `parameters()`: they never learn.
Lesson: 4.1 "The network"
"""

from torch import nn
from torch.nn import functional as F


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5), nn.Linear(320, 50), nn.Linear(50, 10)]
        self.drop1, self.drop2 = nn.Dropout2d(), nn.Dropout()

    def forward(self, x):
        conv1, conv2, fc1, fc2 = self.layers
        x = F.relu(F.max_pool2d(conv1(x), 2))
        x = F.relu(F.max_pool2d(self.drop1(conv2(x)), 2))
        return fc2(self.drop2(F.relu(fc1(x.flatten(1)))))
