"""Probabilities minus one-hot rows, in the precision of the logits."""

import numpy as np


def cross_entropy_backward(logits, labels):
    n, classes = logits.shape
    e = np.exp(logits - logits.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    y = np.zeros_like(p)
    y[range(n), labels] = 1
    return (p - y) / n
