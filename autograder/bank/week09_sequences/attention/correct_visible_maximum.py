import math


def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    d = query.shape[-1]
    scores = query @ np.swapaxes(keys, -1, -2) / math.sqrt(d)
    seen = np.ones(scores.shape, bool) if mask is None else mask
    if seen.shape != scores.shape:
        raise ValueError('the mask does not fit')
    top = scores.max(axis=-1, keepdims=True, where=seen, initial=-np.inf)
    weights = np.exp(np.minimum(scores - top, 0)) * seen
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ values, weights
