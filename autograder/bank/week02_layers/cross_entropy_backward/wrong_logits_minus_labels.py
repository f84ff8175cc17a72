"""softmax is forgotten

The slope is probabilities minus one-hot labels, not scores minus one-hot labels.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = logits.copy()
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
