"""TSNE as it comes."""

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, random_state=seed).fit_transform(features)
