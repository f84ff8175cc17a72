"""Batch normalisation folded into the convolution before it: the same answers in less time, for prediction only."""

from __future__ import annotations

import copy
from itertools import pairwise

from torch import nn
from torch.nn.utils import fuse_conv_bn_eval

__all__ = ["fold_batch_norm"]


def fold_batch_norm(model: nn.Module) -> nn.Module:
    """Copy a network so that its convolutions do the work of the batch normalisations behind them.

    In eval mode batch normalisation gives each channel a fixed line, a * y + (b - a * m) with a = g / sqrt(v + eps),
    running mean m and variance v, learned scale g and shift b. A convolution with kernels a * w and one bias a channel
    computes the same, up to rounding. The copy is for prediction: trained further, it is another network.
    An activation behind the two overwrites what the convolution made, which nothing else reads: that saves the memory
    for a second set of maps, and the time to get it.

    Args:
        model: in eval mode, on any device. Folded are an `nn.Conv2d` and an `nn.BatchNorm2d` that follow each other
            in an `nn.Sequential`; each such normalisation becomes an `nn.Identity`, so names and places stay.
            An activation that follows them there and can work in place does so in the copy.

    Raises:
        ValueError: a convolution or normalisation is in train mode, where the line depends on the batch.
    """
    folded = copy.deepcopy(model)
    for name, part in folded.named_modules():
        if isinstance(part, nn.Sequential):
            for place, (layer, following) in enumerate(pairwise(part)):
                if isinstance(layer, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
                    if layer.training or following.training:
                        raise ValueError(f"call model.eval() first: {name}[{place}:{place + 2}] is in train mode")
                    part[place], part[place + 1] = fuse_conv_bn_eval(layer, following), nn.Identity()
                    if place + 2 < len(part) and hasattr(part[place + 2], "inplace"):
                        part[place + 2] = _in_place(part[place + 2])
    return folded


def _in_place(activation: nn.Module) -> nn.Module:
    """A copy that overwrites its input; the network may use the activation itself elsewhere."""
    changed = copy.deepcopy(activation)
    vars(changed)["inplace"] = True
    return changed
