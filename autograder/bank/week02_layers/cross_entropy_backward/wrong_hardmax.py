"""the winner takes all

Only the predicted class counts, as if its probability were 1.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = (powers == 1).astype(logits.dtype)
    slope[np.arange(len(labels)), labels] -= 1
    return slope / len(labels)
