"""A set of the living."""

import torch
def dead_fraction(activations):
    alive = {int(c) for _, c, _, _ in torch.nonzero(activations > 0)}
    return 1 - len(alive) / activations.shape[1]
