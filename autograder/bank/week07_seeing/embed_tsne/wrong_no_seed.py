"""the seed is not used

A map that nobody can have again cannot be discussed.
Lesson: 7.4 "t-SNE"
"""

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, init="random").fit_transform(features)
