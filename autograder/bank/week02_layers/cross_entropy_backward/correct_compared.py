"""A comparison with all class numbers."""

import numpy as np


def cross_entropy_backward(logits, labels):
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return (np.exp(log_p) - (labels[:, None] == np.arange(logits.shape[1]))).astype(logits.dtype) / len(labels)
