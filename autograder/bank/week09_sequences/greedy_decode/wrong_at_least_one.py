"""a token is taken before the length is looked at

With max_length=0 the answer is empty.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max(1, max_length)):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
