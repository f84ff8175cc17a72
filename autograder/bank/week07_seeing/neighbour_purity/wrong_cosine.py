"""angles are compared, not distances

On a map a direction from the origin means nothing.
Lesson: 7.4 "Neighbour purity"
"""

import numpy as np


def neighbour_purity(embedding, labels, k=10):
    if k < 1 or k >= len(embedding):
        raise ValueError(f"k must be between 1 and {len(embedding) - 1}")
    length = np.linalg.norm(embedding, axis=1, keepdims=True) + 1e-12
    distances = 1 - (embedding / length) @ (embedding / length).T
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    same = labels[nearest] == labels[:, None]
    return float(same.mean())
