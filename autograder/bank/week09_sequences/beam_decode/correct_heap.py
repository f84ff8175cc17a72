import heapq


def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    running, ended = [(0.0, (start,))], []
    for _ in range(max_length):
        if not running:
            break
        pool = [(score, tokens, True) for score, tokens in ended]
        for score, tokens in running:
            for token, value in enumerate(step(list(tokens))):
                pool.append((score + value, (*tokens, token), token == stop))
        best = heapq.nlargest(width, pool)
        ended = [(score, tokens) for score, tokens, end in best if end]
        running = [(score, tokens) for score, tokens, end in best if not end]
    tokens = max(running + ended)[1][1:]
    return list(tokens[:-1]) if tokens and tokens[-1] == stop else list(tokens)
