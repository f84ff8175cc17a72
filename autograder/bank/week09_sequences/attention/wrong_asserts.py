"""lengths are checked with assert

An AssertionError is not a ValueError, and it is gone when Python runs with -O.
Lesson: 9.4 "Scores, softmax, mean"
"""

import math


def attention(query, keys, values, mask=None):
    assert query.shape[-1] == keys.shape[-1], "query and keys"
    assert keys.shape[-2] == values.shape[-2], "keys and values"
    d = query.shape[-1]
    scores = query @ np.swapaxes(keys, -1, -2) / math.sqrt(d)
    if mask is not None:
        assert mask.shape == scores.shape, "mask"
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
