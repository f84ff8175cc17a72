"""A tree, the point itself taken out."""

import numpy as np
from sklearn.neighbors import KDTree
def neighbour_purity(embedding, labels, k=10):
    n = embedding.shape[0]
    if not (0 < k <= n - 1): raise ValueError("k")
    idx = KDTree(embedding).query(embedding, k=k + 1, return_distance=False)
    score = 0.0
    for i, row in enumerate(idx):
        row = [j for j in row if j != i][:k]
        score += np.count_nonzero(labels[row] == labels[i]) / k
    return score / n
