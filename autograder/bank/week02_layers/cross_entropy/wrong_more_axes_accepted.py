"""logits with more than two axes are not refused by name

A batch of rows has two axes, (N, C), and each row one label.
Lesson: 2.3 "The loss"
"""

import numpy as np


def cross_entropy(logits, labels):
    if logits.ndim < 2:
        raise ValueError(f"logits must have 2 axes (N, C), got shape {logits.shape}")
    n, classes = logits.shape[:2]
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    scores = logits - logits.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return float(-logs[np.arange(n), labels].mean())
