"""The chain rule in full: slope of the logarithm times the Jacobian of softmax."""

import numpy as np


def cross_entropy_backward(logits, labels):
    n, classes = logits.shape
    scores = logits.astype(np.float64)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    jacobian = np.eye(classes) - p[:, None, :]
    right = np.eye(classes)[labels]
    return (-np.einsum("nk,nkj->nj", right, jacobian) / n).astype(logits.dtype)
