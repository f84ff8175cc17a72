"""step is given the last token alone

A model needs all tokens so far: what follows depends on what was said.
Lesson: 9.3 "Greedy decoding"
"""

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    tokens = []
    for _ in range(max_length):
        scores = step(([start] + tokens)[-1:])
        token = int(np.argmax(scores))
        if token == stop:
            break
        tokens.append(token)
    return tokens
