"""places and codes do not belong together

Row n of the map is the place of code n, and neighbours among the codes are neighbours on the map.
Lesson: 7.4 "t-SNE"
"""

import numpy as np
from sklearn.manifold import TSNE


def embed_tsne(features, seed=0):
    order = np.random.default_rng(seed).permutation(len(features))
    return TSNE(n_components=2, random_state=seed).fit_transform(features[order])
