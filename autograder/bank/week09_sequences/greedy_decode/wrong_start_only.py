"""step is always given the start alone

Each chosen token becomes part of what the model reads next.
Lesson: 9.3 "Teacher forcing"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step([start])
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
