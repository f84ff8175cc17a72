"""the slope below zero is learnt

ReLU has no parameters: negative numbers become 0.
Lesson: 5.3 "A block"
"""

from torch import nn


class VGGBlock(nn.Module):
    def __init__(self, cin, cout, n):
        super().__init__()
        self.convs = nn.ModuleList()
        for i in range(n):
            self.convs.append(nn.Conv2d(cin, cout, kernel_size=3, padding=1))
            cin = cout
        self.act = nn.PReLU()
        self.pool = nn.MaxPool2d(2, 2)

    def forward(self, x):
        for conv in self.convs:
            x = self.act(conv(x))
        return self.pool(x)


def vgg_block(in_channels, out_channels, convolutions):
    return VGGBlock(in_channels, out_channels, convolutions)
