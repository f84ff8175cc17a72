"""sigmoids instead of softmax

The classes share one total; they are not ten yes-no questions.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = 0.5 * (1 + np.tanh(logits / 2))
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
