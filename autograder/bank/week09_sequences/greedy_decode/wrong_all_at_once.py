"""the best tokens of the first call are taken in order of probability

step is asked again after each token.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start])
        token = int(np.argsort(-scores)[len(tokens) % len(scores)])
        if token == stop:
            break
        tokens.append(token)
    return tokens
