"""softmax goes over the batch

The classes of one row compete, not the rows of one class.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=0, keepdims=True))
    slope = powers / powers.sum(axis=0, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
