"""step is given a number

step takes the list of all tokens so far, even when there is only one.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step((tokens or [start])[-1])
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
