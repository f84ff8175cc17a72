"""k below 1 is accepted

The mean of nothing is not a number.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np


def neighbour_purity(embedding, labels, k=10):
    if k >= len(embedding):
        raise ValueError(f"k must be between 1 and {len(embedding) - 1}")
    distances = ((embedding[:, None] - embedding[None]) ** 2).sum(axis=-1)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    same = labels[nearest] == labels[:, None]
    return float(same.mean())
