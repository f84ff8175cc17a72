"""Wants tensors, returns one without axes."""

import torch


def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k > embedding.size(0) - 1:
        raise ValueError("k out of range")
    distances = torch.cdist(embedding.double(), embedding.double())
    distances.fill_diagonal_(float("inf"))
    nearest = distances.topk(k, largest=False).indices
    return (labels[nearest] == labels.unsqueeze(1)).float().mean()
