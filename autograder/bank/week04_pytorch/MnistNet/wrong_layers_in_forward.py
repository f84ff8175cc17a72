"""the layers are made in `forward`

Every call gets new random weights, and `parameters()` finds none. Layers are made in `__init__`.
Lesson: 4.1 "The network"
"""

from torch import nn
from torch.nn import functional as F


class MnistNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(50, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(nn.Conv2d(1, 10, 5)(x), 2))
        x = F.relu(F.max_pool2d(F.dropout2d(nn.Conv2d(10, 20, 5)(x), training=self.training), 2))
        x = F.relu(nn.Linear(320, 50)(x.flatten(1)))
        return self.head(F.dropout(x, training=self.training))
