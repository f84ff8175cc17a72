"""the softmax goes over the batch

The classes of one row compete, not the rows of one class.
Lesson: 2.3 "From scores to probabilities"
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
    shifted = logits - logits.max(axis=0)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=0))
    return float(-log_p[np.arange(n), labels].mean())
