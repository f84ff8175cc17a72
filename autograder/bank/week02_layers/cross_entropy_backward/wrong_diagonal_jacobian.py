"""softmax is differentiated as if each class were alone

-1/p times p(1 - p) is the diagonal of the Jacobian only; every score moves every probability.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1], dtype=logits.dtype)[labels]
    slope = -y * (1 - slope) - (1 - y) * slope * (1 - slope)
    return slope / len(labels)
