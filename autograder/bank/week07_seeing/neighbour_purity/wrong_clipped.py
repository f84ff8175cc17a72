"""a k that cannot be right gets an answer

An argument that cannot be right is better refused than guessed.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np


def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k >= len(embedding):
        k = max(1, min(k, len(embedding) - 1))
    distances = ((embedding[:, None] - embedding[None]) ** 2).sum(axis=-1)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    same = labels[nearest] == labels[:, None]
    return float(same.mean())
