"""a layer is left over

What is assigned in the constructor is registered, saved and counted, used or not.
Lesson: 4.1 "The network"
"""

from torch import nn
from torch.nn import functional as F


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 10, 5)
        self.conv2 = nn.Conv2d(10, 20, 5)
        self.drop1 = nn.Dropout2d(0.5)
        self.drop2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(320, 50)
        self.fc3 = nn.Linear(50, 50)
        self.fc2 = nn.Linear(50, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = self.drop1(self.conv2(x))
        x = F.relu(F.max_pool2d(x, 2))
        x = x.flatten(1)
        x = F.relu(self.fc1(x))
        x = self.drop2(x)
        return self.fc2(x)
