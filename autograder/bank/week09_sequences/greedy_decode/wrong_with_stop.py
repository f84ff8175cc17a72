"""the stop token is part of the answer

The stop says that the answer is complete; it is not part of it.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        tokens.append(token)
        if token == stop:
            break
    return tokens
