"""no error is raised

Labels and logits that cannot be right raise ValueError.
Lesson: 2.3 "The loss"
"""

import numpy as np


def cross_entropy(logits, labels):
    n, classes = logits.shape
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return float(np.mean(log_sum - shifted[np.arange(n), labels]))
