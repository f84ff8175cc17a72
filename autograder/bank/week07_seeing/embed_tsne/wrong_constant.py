"""all codes are put in one place

Neighbours among the codes should be neighbours on the map, and others apart.
Lesson: 7.4 "t-SNE"
"""

import numpy as np


def embed_tsne(features, seed=0):
    return np.zeros((len(features), 2))
