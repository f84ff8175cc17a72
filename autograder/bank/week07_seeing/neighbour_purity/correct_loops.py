"""Point by point."""

import math


def neighbour_purity(embedding, labels, k=10):
    n = len(embedding)
    if k < 1:
        raise ValueError("k must be positive")
    if k > n - 1:
        raise ValueError("k is too large")
    shares = []
    for i in range(n):
        others = sorted((math.dist(embedding[i], embedding[j]), j) for j in range(n) if j != i)
        shares.append(sum(labels[j] == labels[i] for _, j in others[:k]) / k)
    return sum(shares) / n
