"""Positive units counted image by image."""

import torch


def dead_fraction(activations):
    n, c, h, w = activations.shape
    positive = torch.zeros(c, dtype=torch.long)
    for image in activations:
        positive += (image.reshape(c, h * w) > 0).sum(1)
    return 1.0 - torch.count_nonzero(positive).item() / c
