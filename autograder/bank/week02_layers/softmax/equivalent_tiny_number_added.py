"""A tiny number in the denominator changes nothing that can be seen."""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / (powers.sum(axis=-1, keepdims=True) + 1e-12)
