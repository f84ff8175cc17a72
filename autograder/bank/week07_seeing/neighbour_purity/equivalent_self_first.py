"""The nearest of all is the point itself, when no two points lie at the same place."""

import numpy as np

def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k >= len(labels):
        raise ValueError("k")
    d = ((embedding[:, None] - embedding[None]) ** 2).sum(-1)
    near = np.argsort(d, axis=1)[:, 1:k + 1]
    return float((labels[near] == labels[:, None]).mean())
