"""only the first feature is embedded

All of them say which codes are near each other.
Lesson: 7.4 "t-SNE"
"""

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, init="random", random_state=seed).fit_transform(features[:, :1])
