"""the other classes are counted too

-ln(1 - p) of the wrong classes belongs to independent yes-no questions. Here one class is right.
Lesson: 2.3 "The loss"
"""

import numpy as np


def cross_entropy(logits, labels):
    if logits.ndim != 2:
        raise ValueError(f"logits must have 2 axes (N, C), got shape {logits.shape}")
    n, classes = logits.shape
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    p = np.exp(shifted - log_sum[:, None])
    y = np.eye(classes)[labels]
    terms = np.where(y == 1, log_sum[:, None] - shifted, -np.log1p(-np.minimum(p, 1 - 1e-16)))
    return float(terms.sum() / n)
