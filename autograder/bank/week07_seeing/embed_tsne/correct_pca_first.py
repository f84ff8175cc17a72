"""PCA to 50 dimensions first, a random start."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    codes = np.asarray(features, dtype=np.float64)
    codes = PCA(n_components=min(50, *codes.shape), random_state=seed).fit_transform(codes)
    perplexity = min(30.0, (len(codes) - 1) / 3)
    return TSNE(2, perplexity=perplexity, init="random", learning_rate=200.0, random_state=seed).fit_transform(codes)
