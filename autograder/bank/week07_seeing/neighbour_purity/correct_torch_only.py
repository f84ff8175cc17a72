"""Tensors, a large number on the diagonal."""

import torch
def neighbour_purity(embedding, labels, k=10):
    n, _ = embedding.shape
    if k < 1 or k > n - 1: raise ValueError("k must be in 1..n-1")
    d = torch.linalg.norm(embedding.unsqueeze(1) - embedding.unsqueeze(0), dim=-1)
    d = d + torch.eye(n) * 1e9
    idx = d.sort(dim=1).indices[:, :k]
    return (labels[idx] == labels[:, None]).double().mean().item()
