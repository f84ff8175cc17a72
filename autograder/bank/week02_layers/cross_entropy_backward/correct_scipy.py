"""SciPy's softmax."""

import numpy as np
from scipy.special import softmax


def cross_entropy_backward(logits, labels):
    d = softmax(logits, axis=-1)
    np.subtract.at(d, (np.arange(len(d)), labels), 1)
    return d / d.shape[0]
