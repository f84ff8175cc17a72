"""SciPy's log_softmax."""

import numpy as np
from scipy.special import log_softmax


def cross_entropy(logits, labels):
    if logits.ndim != 2:
        raise ValueError(f"logits must have 2 axes (N, C), got shape {logits.shape}")
    n, classes = logits.shape
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    return -log_softmax(logits, axis=1)[range(n), labels].mean()
