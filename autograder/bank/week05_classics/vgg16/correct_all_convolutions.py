"""Dense layers as convolutions, as the paper does for testing."""

from torch import nn


def vgg16(classes=1000, in_channels=3):
    def conv(a, b, k=3, p=1):
        return nn.Sequential(nn.Conv2d(a, b, k, padding=p), nn.ReLU())

    pool = nn.MaxPool2d(2, 2)
    return nn.Sequential(
        conv(in_channels, 64), conv(64, 64), pool,
        conv(64, 128), conv(128, 128), pool,
        conv(128, 256), conv(256, 256), conv(256, 256), pool,
        conv(256, 512), conv(512, 512), conv(512, 512), pool,
        conv(512, 512), conv(512, 512), conv(512, 512), pool,
        conv(512, 4096, 7, 0), conv(4096, 4096, 1, 0), nn.Conv2d(4096, classes, 1), nn.Flatten(),
    )
