def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    shape = (*query.shape[:-1], keys.shape[-2])
    if mask is not None and mask.shape != shape:
        raise ValueError(f"mask has shape {mask.shape}, the weights {shape}")
    if query.ndim > 2:
        pairs = [attention(query[n], keys[n], values[n], None if mask is None else mask[n]) for n in range(len(query))]
        return np.stack([context for context, _ in pairs]), np.stack([weights for _, weights in pairs])
    scores = query @ keys.T / query.shape[1] ** 0.5
    if mask is not None:
        scores[np.logical_not(mask)] = -np.inf
    powers = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    weights = powers / np.sum(powers, axis=1, keepdims=True)
    return [weights @ values, weights]
