"""scores are divided by their sum

Negative scores would give negative probabilities.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def softmax(logits):
    return logits / logits.sum(axis=-1, keepdims=True)
