"""the error names no argument

Say which argument cannot be right.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("this cannot be")
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
