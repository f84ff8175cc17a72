from scipy.special import softmax


def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    scores = np.einsum("...qd,...td->...qt", query, keys) * query.shape[-1] ** -0.5
    if mask is not None:
        if mask.shape != scores.shape:
            raise ValueError(f"mask {mask.shape} must have shape {scores.shape}")
        scores = np.where(mask, scores, scores.dtype.type(-np.inf))
    weights = softmax(scores, axis=-1)
    return np.einsum("...qt,...tv->...qv", weights, values), weights
