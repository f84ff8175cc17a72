"""the result is float64 whatever the input

float32 in, float32 out. np.eye makes float64 when nothing else is said.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope = slope - np.eye(logits.shape[1])[labels]
    return slope / len(labels)
