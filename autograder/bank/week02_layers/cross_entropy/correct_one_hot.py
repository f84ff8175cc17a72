"""A product with one-hot rows; a 0-d array."""

import numpy as np


def cross_entropy(logits, labels):
    if logits.ndim != 2:
        raise ValueError(f"logits must have 2 axes (N, C), got shape {logits.shape}")
    n, classes = logits.shape
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    top = logits.max(1, keepdims=True)
    log_p = logits - top - np.log(np.exp(logits - top).sum(1, keepdims=True))
    one_hot = np.eye(classes)[labels]
    return np.array(-(one_hot * log_p).sum() / n)
