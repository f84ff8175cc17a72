"""Codes of length 1."""

from sklearn.manifold import TSNE
from sklearn.preprocessing import normalize
def embed_tsne(features, seed=0):
    return TSNE(2, random_state=seed, perplexity=10).fit_transform(normalize(features)).astype("float64")
