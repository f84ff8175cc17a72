"""the largest number of the whole batch is subtracted

A row far below it underflows to 0/0. Every row has its own largest score.
Lesson: 2.3 "Why subtract the maximum"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max())
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
