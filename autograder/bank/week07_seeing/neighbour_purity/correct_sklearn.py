"""scikit-learn, which leaves the point itself out."""

import numpy as np
from sklearn.neighbors import NearestNeighbors


def neighbour_purity(embedding, labels, k=10):
    if not 0 < k < len(embedding):
        raise ValueError("k: a point has no so many neighbours")
    nearest = NearestNeighbors(n_neighbors=k).fit(embedding).kneighbors(return_distance=False)
    return np.mean(labels[nearest] == labels.reshape(-1, 1))
