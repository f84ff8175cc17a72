"""a token is never taken twice

Words may repeat; the likeliest token is taken, whether it came before or not.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = np.array(step([start] + tokens))
        scores[tokens] = -np.inf
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
