"""both coordinates are the same

Two coordinates of their own were asked for.
Lesson: 7.4 "t-SNE"
"""

import numpy as np
from sklearn.manifold import TSNE
def embed_tsne(features, seed=0):
    return np.repeat(TSNE(n_components=2, random_state=seed).fit_transform(features)[:, :1], 2, axis=1)
