"""near neighbours count more than far ones

All k neighbours count the same.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np
def neighbour_purity(embedding, labels, k=10):
    if not 1 <= k <= len(embedding) - 1: raise ValueError("k")
    d = np.sqrt(((embedding[:, None] - embedding) ** 2).sum(-1))
    np.fill_diagonal(d, np.inf)
    i = d.argsort(1)[:, :k]
    return np.average(labels[i] == labels[:, None], weights=1 / np.arange(1, k + 1) * np.ones(i.shape))
