"""only mutual neighbours count

Near is meant from each point's own side.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np


def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k >= len(embedding):
        raise ValueError(f"k must be between 1 and {len(embedding) - 1}")
    distances = ((embedding[:, None] - embedding[None]) ** 2).sum(axis=-1)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    near = np.zeros(distances.shape, bool)
    np.put_along_axis(near, nearest, True, axis=1)
    near &= near.T
    same = labels[:, None] == labels[None]
    return float(same[near].mean())
