from torch import nn


def unit(inputs, outputs, kernel=1, stride=1, groups=1):
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)
    return [conv, nn.BatchNorm2d(outputs, eps=1e-3)]


class InvertedResidual(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, expand=6):
        super().__init__()
        wide = in_channels * expand
        act = nn.ReLU6(inplace=True)
        self.body = nn.Sequential(
            *unit(in_channels, wide), act, *unit(wide, wide, 3, stride, wide), act, *unit(wide, out_channels)
        )
        self.skip = nn.Identity() if stride == 1 and in_channels == out_channels else None

    def forward(self, x):
        y = self.body(x)
        if self.skip is not None:
            y += self.skip(x)
        return y
