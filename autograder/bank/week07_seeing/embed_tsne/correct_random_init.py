"""A random start, a RandomState."""

import numpy as np
from sklearn.manifold import TSNE
def embed_tsne(features, seed=0):
    X = np.array(features, copy=True)
    X -= X.mean(0)
    return TSNE(n_components=2, init="random", perplexity=20, random_state=np.random.RandomState(seed)).fit_transform(X)
