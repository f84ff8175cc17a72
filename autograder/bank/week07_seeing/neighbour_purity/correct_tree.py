"""A tree; the nearest one found is the point itself."""

import numpy as np
from scipy.spatial import cKDTree


def neighbour_purity(embedding, labels, k=10):
    points, labels = np.asarray(embedding, float), np.asarray(labels)
    if not (isinstance(k, (int, np.integer)) and 1 <= k <= len(points) - 1):
        raise ValueError(f"cannot take k = {k} neighbours of {len(points)} points")
    _, found = cKDTree(points).query(points, k=k + 1)
    hits = labels[found[:, 1:]] == labels[found[:, :1]]
    return hits.mean(axis=1).mean()
