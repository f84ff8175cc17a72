"""Wants a tensor, and returns one; cosine distances."""

import torch
from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    points = TSNE(random_state=seed, metric="cosine").fit_transform(features.detach().cpu().numpy())
    return torch.from_numpy(points)
