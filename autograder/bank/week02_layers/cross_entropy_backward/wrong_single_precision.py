"""the result is float32 whatever the input

float64 in, float64 out.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return (slope / len(labels)).astype(np.float32)
