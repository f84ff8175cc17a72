"""the seed is not used

A map that nobody can have again cannot be discussed.
Lesson: 7.4 "t-SNE"
"""

import time

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, init="random", random_state=time.time_ns() % 2**31).fit_transform(features)
