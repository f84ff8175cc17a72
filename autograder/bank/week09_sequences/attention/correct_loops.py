def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    shape = (*query.shape[:-1], keys.shape[-2])
    if mask is not None and tuple(mask.shape) != shape:
        raise ValueError(f"mask: {mask.shape} instead of {shape}")
    weights = np.zeros(shape, dtype=query.dtype)
    context = np.zeros((*query.shape[:-1], values.shape[-1]), dtype=query.dtype)
    for index in np.ndindex(*query.shape[:-2]):
        for q in range(query.shape[-2]):
            places = [t for t in range(shape[-1]) if mask is None or mask[index][q, t]]
            scores = [float(query[index][q] @ keys[index][t]) / query.shape[-1] ** 0.5 for t in places]
            powers = [np.exp(score - max(scores)) for score in scores]
            for t, power in zip(places, powers):
                weights[index][q, t] = power / sum(powers)
                context[index][q] += weights[index][q, t] * values[index][t]
    return context, weights
