"""the map is transposed

One row for each code: (N, 2).
Lesson: 7.4 "t-SNE"
"""

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, random_state=seed).fit_transform(features).T
