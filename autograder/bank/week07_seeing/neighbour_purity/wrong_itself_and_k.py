"""a point counts as a neighbour beside its k others

It always has its own label: the purity comes out too high.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np


def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k >= len(embedding):
        raise ValueError(f"k must be between 1 and {len(embedding) - 1}")
    distances = ((embedding[:, None] - embedding[None]) ** 2).sum(axis=-1)
    nearest = np.argsort(distances, axis=1)[:, : k + 1]
    same = labels[nearest] == labels[:, None]
    return float(same.mean())
