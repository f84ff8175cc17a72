"""a mask of one row is stretched over the queries

The mask has the shape of the weights: each query has a row of its own.
Lesson: 9.4 "Masks"
"""

import numpy as np

def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1] or keys.shape[-2] != values.shape[-2]:
        raise ValueError("query keys values")
    s = query @ keys.swapaxes(-1, -2) / query.shape[-1] ** 0.5
    if mask is not None:
        if mask.shape[-1] != s.shape[-1]:
            raise ValueError("mask")
        s = np.where(mask, s, -np.inf)
    e = np.exp(s - s.max(-1, keepdims=True))
    w = e / e.sum(-1, keepdims=True)
    return w @ values, w
