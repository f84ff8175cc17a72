"""1 is subtracted for every pair of row and label

slope[:, labels] takes all rows for each label. Row i goes with label i.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[:, labels] -= 1
    return slope / len(labels)
