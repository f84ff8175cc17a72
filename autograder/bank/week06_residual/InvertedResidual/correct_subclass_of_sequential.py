from torch import nn


class InvertedResidual(nn.Sequential):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        hidden = in_channels * expand
        super().__init__(
            nn.Conv2d(in_channels, hidden, 1), nn.ReLU6(True),
            nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden), nn.ReLU6(True),
            nn.Conv2d(hidden, out_channels, 1))
        self.add_input = stride == 1 and in_channels == out_channels
    def forward(self, input):
        out = super().forward(input)
        if self.add_input:
            out = out + input
        return out
