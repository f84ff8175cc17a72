"""Sizes and weights are read off a layer on the meta device."""

import torch
from torch import nn


def conv_macs(height, width, in_channels, out_channels, kernel, stride=1, padding=0, groups=1):
    if stride < 1:
        raise ValueError("stride")
    if padding < 0:
        raise ValueError("padding")
    if kernel > min(height, width) + 2 * padding:
        raise ValueError("kernel")
    with torch.device("meta"):
        layer = nn.Conv2d(in_channels, out_channels, kernel, stride, padding, groups=groups, bias=False)
        maps = layer(torch.zeros(1, in_channels, height, width))
    return layer.weight.numel() * maps.shape[-1] * maps.shape[-2]
