"""Channels first, the rest flattened; a tensor without axes is returned."""

import torch


def dead_fraction(activations):
    by_channel = activations.transpose(0, 1).flatten(1)
    return torch.all(by_channel <= 0, dim=1).double().mean()
