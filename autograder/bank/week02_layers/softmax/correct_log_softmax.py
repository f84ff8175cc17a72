"""exp of the log-probabilities."""

import numpy as np


def softmax(logits):
    top = np.max(logits, axis=-1, keepdims=True)
    return np.exp(logits - top - np.log(np.sum(np.exp(logits - top), axis=-1, keepdims=True)))
