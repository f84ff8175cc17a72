"""all networks share their layers

What is made outside of `__init__` exists once, for all instances.
Lesson: 4.1 "The network"
"""

from torch import nn
from torch.nn import functional as F

conv1, conv2, fc1, fc2 = nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5), nn.Linear(320, 50), nn.Linear(50, 10)


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.fc1, self.fc2 = conv1, conv2, fc1, fc2
        self.drop1, self.drop2 = nn.Dropout2d(), nn.Dropout()

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.drop1(self.conv2(x)), 2))
        return self.fc2(self.drop2(F.relu(self.fc1(x.flatten(1)))))
