"""the sign is turned round

The slope is positive where raising the score raises the loss: at the wrong classes.
Lesson: 2.3 "The gradient is p minus y"
"""

import numpy as np


def cross_entropy_backward(logits, labels):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    slope = powers / powers.sum(axis=1, keepdims=True)
    slope[np.arange(len(labels)), labels] -= 1
    return -slope / len(labels)
