from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.stride = stride
        self.a = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.b = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.na, self.nb = nn.BatchNorm2d(out_channels), nn.BatchNorm2d(out_channels)
        self.agree = stride == 1 and in_channels == out_channels
        if not self.agree:
            self.c, self.nc = nn.Conv2d(in_channels, out_channels, 1, bias=False), nn.BatchNorm2d(out_channels)

    def forward(self, x):
        y = self.nb(self.b(self.na(self.a(x)).relu()))
        if not self.agree:
            x = self.nc(self.c(x[:, :, :: self.stride, :: self.stride]))
        return (x + y).relu()
