"""every score is judged by itself

Rows sum to more than 1: the classes must compete for one total.
Lesson: 2.3 "From scores to probabilities"
"""

import numpy as np


def softmax(logits):
    return 0.5 * (1 + np.tanh(logits / 2))
