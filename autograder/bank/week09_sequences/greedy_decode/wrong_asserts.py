"""the length is checked with assert

An AssertionError is not a ValueError, and it is gone when Python runs with -O.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    assert max_length >= 0, "max_length"
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
