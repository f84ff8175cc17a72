"""Standardised features, the exact method; lists are returned."""

import sklearn.manifold
from sklearn.preprocessing import StandardScaler


def embed_tsne(features, seed=0):
    scaled = StandardScaler().fit_transform(features)
    tsne = sklearn.manifold.TSNE(n_components=2, perplexity=15, init="pca", random_state=seed, method="exact")
    tsne.fit(scaled)
    return tsne.embedding_.tolist()
