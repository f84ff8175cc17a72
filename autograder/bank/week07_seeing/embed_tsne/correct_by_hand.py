"""The algorithm itself."""

import numpy as np


def embed_tsne(features, seed=0):
    x = np.asarray(features, dtype=float)
    n = len(x)
    squares = ((x[:, None] - x[None]) ** 2).sum(-1)
    p = np.zeros((n, n))
    for i in range(n):
        low, high, others = 1e-12, 1e6, np.arange(n) != i
        for _ in range(80):
            beta = np.sqrt(low * high)
            row = np.exp(-beta * (squares[i, others] - squares[i, others].min()))
            row /= row.sum()
            entropy = -(row * np.log(row + 1e-300)).sum()
            low, high = (beta, high) if entropy > np.log(12) else (low, beta)
        p[i, others] = row
    p = np.maximum((p + p.T) / (2 * n), 1e-12)
    y = np.random.default_rng(seed).normal(size=(n, 2)) * 1e-2
    speed = np.zeros_like(y)
    for step in range(600):
        weights = 1 / (1 + ((y[:, None] - y[None]) ** 2).sum(-1))
        np.fill_diagonal(weights, 0)
        pull = ((8 if step < 150 else 1) * p - weights / weights.sum()) * weights
        gradient = 4 * (pull.sum(1)[:, None] * y - pull @ y)
        speed = (0.5 if step < 150 else 0.8) * speed - 20 * gradient
        y = y + speed
    return y - y.mean(axis=0)
