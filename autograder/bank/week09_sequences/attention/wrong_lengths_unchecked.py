"""no shape is checked

NumPy's own message names no argument.
Lesson: 9.4 "Scores, softmax, mean"
"""

import math


def attention(query, keys, values, mask=None):
    d = query.shape[-1]
    scores = query @ np.swapaxes(keys, -1, -2) / math.sqrt(d)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
