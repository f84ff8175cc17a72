"""AlexNet and ZFNet.

Krizhevsky, Sutskever and Hinton (2012), "ImageNet Classification with Deep Convolutional Neural Networks", section 3.5
and figure 2; Zeiler and Fergus (2014), "Visualizing and Understanding Convolutional Networks", figure 3.
"""

from __future__ import annotations

from collections import OrderedDict

from torch import nn


def _normalise() -> nn.LocalResponseNorm:
    """Section 3.3: n = 5, alpha = 1e-4, beta = 0.75, k = 2; torch divides its alpha by n, the paper does not."""
    return nn.LocalResponseNorm(5, alpha=5e-4, beta=0.75, k=2)


def _dense_layers(in_features: int, classes: int) -> OrderedDict[str, nn.Module]:
    """Layers 6 to 8 of both networks."""
    return OrderedDict(
        flatten=nn.Flatten(),
        dropout6=nn.Dropout(0.5),
        fc6=nn.Linear(in_features, 4096),
        relu6=nn.ReLU(),
        dropout7=nn.Dropout(0.5),
        fc7=nn.Linear(4096, 4096),
        relu7=nn.ReLU(),
        classifier=nn.Linear(4096, classes),
    )


def alexnet(classes: int = 1000, in_channels: int = 3, groups: int = 2) -> nn.Sequential:
    """Build AlexNet for images (N, in_channels, 227, 227).

    Args:
        groups: 2 as in the paper, whose two graphics cards held one half of the maps each: layers 2, 4 and 5 read
            only the half of their card (60,965,224 parameters); 1 for one tower (62,378,344).

    The paper prints 224 pixels, from which windows of 11 with stride 4 do not come out even: its sizes (55) need 227.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 96, 11, stride=4),  # 55 x 55
            relu1=nn.ReLU(),
            norm1=_normalise(),
            pool1=nn.MaxPool2d(3, stride=2),  # 27 x 27
            conv2=nn.Conv2d(96, 256, 5, padding=2, groups=groups),
            relu2=nn.ReLU(),
            norm2=_normalise(),
            pool2=nn.MaxPool2d(3, stride=2),  # 13 x 13
            conv3=nn.Conv2d(256, 384, 3, padding=1),
            relu3=nn.ReLU(),
            conv4=nn.Conv2d(384, 384, 3, padding=1, groups=groups),
            relu4=nn.ReLU(),
            conv5=nn.Conv2d(384, 256, 3, padding=1, groups=groups),
            relu5=nn.ReLU(),
            pool5=nn.MaxPool2d(3, stride=2),  # 6 x 6
            **_dense_layers(256 * 6 * 6, classes),
        )
    )


def zfnet(classes: int = 1000, in_channels: int = 3) -> nn.Sequential:
    """Build ZFNet for images (N, in_channels, 224, 224): 62,357,608 parameters.

    AlexNet in one tower with a finer start: windows of 7 with stride 2 in layer 1, stride 2 in layer 2. The figure
    gives sizes (110, 55, 26, 13, 6) and no padding: these are the paddings that lead to them. Contrast
    normalisation follows the pooling.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 96, 7, stride=2, padding=1),  # 110 x 110
            relu1=nn.ReLU(),
            pool1=nn.MaxPool2d(3, stride=2, padding=1),  # 55 x 55
            norm1=_normalise(),
            conv2=nn.Conv2d(96, 256, 5, stride=2),  # 26 x 26
            relu2=nn.ReLU(),
            pool2=nn.MaxPool2d(3, stride=2, padding=1),  # 13 x 13
            norm2=_normalise(),
            conv3=nn.Conv2d(256, 384, 3, padding=1),
            relu3=nn.ReLU(),
            conv4=nn.Conv2d(384, 384, 3, padding=1),
            relu4=nn.ReLU(),
            conv5=nn.Conv2d(384, 256, 3, padding=1),
            relu5=nn.ReLU(),
            pool5=nn.MaxPool2d(3, stride=2),  # 6 x 6
            **_dense_layers(256 * 6 * 6, classes),
        )
    )
