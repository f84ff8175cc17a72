"""exp keeps the order."""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(np.exp(scores)))
        if token == stop:
            break
        tokens.append(token)
    return tokens
