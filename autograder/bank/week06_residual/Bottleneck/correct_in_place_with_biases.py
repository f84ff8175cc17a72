from torch import nn


class Bottleneck(nn.Module):
    def __init__(self, in_channels, mid_channels, stride=1, expansion=4):
        super().__init__()
        width = expansion * mid_channels
        steps = [(in_channels, mid_channels, 1, 1), (mid_channels, mid_channels, 3, stride), (mid_channels, width, 1, 1)]
        layers = []
        for inputs, outputs, kernel, step in steps:
            layers += [nn.Conv2d(inputs, outputs, kernel, step, kernel // 2), nn.BatchNorm2d(outputs), nn.ReLU(True)]
        self.body = nn.Sequential(*layers[:-1])
        self.down = None
        if in_channels != width or stride != 1:
            self.down = nn.Sequential(nn.Conv2d(in_channels, width, 1, stride), nn.BatchNorm2d(width))

    def forward(self, x):
        out = self.body(x)
        out += x if self.down is None else self.down(x)
        return out.relu_()
