"""Python numbers, one row after the other."""

import numpy as np
import math


def cross_entropy(logits, labels):
    if logits.ndim != 2:
        raise ValueError(f"logits must have 2 axes (N, C), got shape {logits.shape}")
    n, classes = logits.shape
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), got {labels.shape}")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"labels must lie between 0 and {classes - 1}")
    total = 0.0
    for row, label in zip(logits.tolist(), labels.tolist()):
        top = max(row)
        total += top + math.log(sum(math.exp(score - top) for score in row)) - row[label]
    return total / n
