def attention(query, keys, values, mask=None):
    if query.shape[-1] != keys.shape[-1]:
        raise ValueError(f"query {query.shape} and keys {keys.shape} differ in d")
    if keys.shape[-2] != values.shape[-2]:
        raise ValueError(f"keys {keys.shape} and values {values.shape} differ in T")
    q, k, v = (torch.from_numpy(np.ascontiguousarray(array)) for array in (query, keys, values))
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if mask is not None:
        if mask.shape != tuple(scores.shape):
            raise ValueError("mask has another shape than the weights")
        scores = scores.masked_fill(~torch.from_numpy(np.ascontiguousarray(mask)), float("-inf"))
    weights = scores.softmax(dim=-1)
    return (weights @ v).numpy(), weights.numpy()
