"""Channels unbound; a tensor is returned."""

import torch
def dead_fraction(activations):
    return torch.tensor([float(torch.all(c <= 0)) for c in activations.unbind(1)]).mean()
