"""cdist and argpartition."""

import numpy as np
from scipy.spatial.distance import cdist
def neighbour_purity(embedding, labels, k=10):
    if k >= len(embedding) or k <= 0: raise ValueError(f"{k} neighbours are not possible")
    D = cdist(embedding, embedding) + np.diag(np.full(len(embedding), np.inf))
    N = np.argpartition(D, k - 1, axis=1)[:, :k]
    return np.equal(labels[N], np.expand_dims(labels, 1)).mean()
