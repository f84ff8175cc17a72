def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        tokens.append(token)
        if token == stop:
            return tokens[:-1]
    return tokens
