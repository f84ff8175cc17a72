"""exp overflows

Subtract the largest score of the row first.
Lesson: 2.3 "Why subtract the maximum"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits)
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
