"""the scores themselves are changed

The caller still needs the logits.
Lesson: 2.3 "Why subtract the maximum"
"""

import numpy as np


def softmax(logits):
    logits -= logits.max(axis=-1, keepdims=True)
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)
