"""the first k points count as everybody's neighbours

Each point has neighbours of its own.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np
def neighbour_purity(embedding, labels, k=10):
    if not 1 <= k <= len(embedding) - 1: raise ValueError("k")
    d = np.sqrt(((embedding[:, None] - embedding) ** 2).sum(-1))
    np.fill_diagonal(d, np.inf)
    i = np.tile(np.arange(k), (len(d), 1))
    return (labels[i] == labels[:, None]).mean()
