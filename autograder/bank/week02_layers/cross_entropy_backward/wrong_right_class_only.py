"""only the right class has a slope

Raising a wrong score raises the loss too: all classes share one total.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    kept = np.zeros_like(slope)
    kept[np.arange(len(labels)), labels] = slope[np.arange(len(labels)), labels]
    return kept / len(labels)
