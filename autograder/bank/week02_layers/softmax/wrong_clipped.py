"""scores are cut off

Beyond your limit all scores look alike.
Lesson: 2.3 "Why subtract the maximum"
"""

import numpy as np


def softmax(logits):
    powers = np.exp(np.clip(logits, -10, 10))
    return powers / powers.sum(axis=-1, keepdims=True)
