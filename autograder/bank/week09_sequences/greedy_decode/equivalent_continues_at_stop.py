"""The tokens stay as they are, so the model says stop again in every later round."""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            continue
        tokens.append(token)
    return tokens
