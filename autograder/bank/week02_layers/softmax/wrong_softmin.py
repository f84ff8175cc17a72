"""the sign of the scores is turned round

The largest score gets the largest probability.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits.min(axis=-1, keepdims=True) - logits)
    return powers / powers.sum(axis=-1, keepdims=True)
