"""the least likely token is taken

Logarithms of probabilities are negative; the likeliest is nearest to 0, the largest.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmin(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
