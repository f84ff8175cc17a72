"""one token more than max_length is taken

The answer has at most max_length tokens.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length + 1):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
