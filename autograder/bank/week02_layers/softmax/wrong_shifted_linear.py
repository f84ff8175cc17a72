"""scores are shifted to 0 and divided by their sum

Without exp the difference of two scores does not decide the ratio of their probabilities.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def softmax(logits):
    shifted = logits - logits.min(axis=-1, keepdims=True)
    return shifted / shifted.sum(axis=-1, keepdims=True)
