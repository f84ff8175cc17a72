def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    scores = np.einsum("...id,...jd->...ij", query, keys) / np.sqrt(query.shape[-1], dtype=query.dtype)
    if mask is not None:
        if mask.shape != scores.shape:
            raise ValueError(f"mask {mask.shape} must have shape {scores.shape}")
        scores = np.ma.masked_array(scores, ~mask)
        powers = np.ma.exp(scores - scores.max(axis=-1, keepdims=True)).filled(0)
    else:
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = powers / powers.sum(axis=-1, keepdims=True)
    return np.matmul(weights, values), weights
