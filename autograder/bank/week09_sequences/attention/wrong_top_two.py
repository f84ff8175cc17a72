"""only the two best places get weight

A softmax gives every place that is not hidden a share.
Lesson: 9.4 "Scores, softmax, mean"
"""

import math


def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    d = query.shape[-1]
    scores = query @ np.swapaxes(keys, -1, -2) / math.sqrt(d)
    if mask is not None:
        if mask.shape != scores.shape:
            raise ValueError(f"mask {mask.shape} must have shape {scores.shape}")
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = np.where(scores >= np.sort(scores, axis=-1)[..., -min(2, scores.shape[-1])][..., None], weights, 0)
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
