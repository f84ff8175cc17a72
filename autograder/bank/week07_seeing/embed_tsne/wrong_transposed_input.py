"""features are embedded, not codes

One row of the array is one code.
Lesson: 7.4 "t-SNE"
"""

from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    return TSNE(n_components=2, random_state=seed).fit_transform(features.T)
