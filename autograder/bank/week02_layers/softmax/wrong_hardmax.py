"""the winner takes all

Only 0 and 1 are left; such an answer has no slope to learn from.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def softmax(logits):
    return (logits == logits.max(axis=-1, keepdims=True)).astype(logits.dtype)
