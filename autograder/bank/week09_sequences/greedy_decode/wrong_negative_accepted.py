"""a negative max_length is accepted

There is no list of -1 tokens: refuse it by name.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    tokens = []
    for _ in range(max_length):
        scores = step([start] + tokens)
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
