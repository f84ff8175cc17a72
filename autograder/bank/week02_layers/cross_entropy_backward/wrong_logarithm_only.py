"""the slope of the logarithm without that of softmax

-1/p is the slope with respect to the probability. The scores come before it.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1], dtype=logits.dtype)[labels]
    slope = -y / np.maximum(slope, np.float32(1e-30))
    return slope / len(labels)
