"""Distances computed first."""

from sklearn.manifold import TSNE
from sklearn.metrics import pairwise_distances
def embed_tsne(features, seed=0):
    d = pairwise_distances(features)
    return TSNE(n_components=2, metric="precomputed", init="random", random_state=seed).fit_transform(d)
