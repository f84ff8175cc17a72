"""the slope of a squared error

p - y times p(1 - p) belongs to another loss.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    p = slope.copy()
    slope[np.arange(len(labels)), labels] -= 1
    slope *= p * (1 - p)
    return slope / len(labels)
