"""repeated tokens are punished

The score is the sum of the logarithms, nothing else.
Lesson: 9.3 "Beam search"
"""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    beam = [(0.0, [start])]
    for _ in range(max_length):
        candidates = []
        for score, tokens in beam:
            if tokens[-1] == stop and len(tokens) > 1:
                candidates.append((score, tokens))
                continue
            logs = step(tokens)
            for token in range(len(logs)):
                candidates.append((score + float(logs[token]) - (token in tokens), tokens + [token]))
        candidates.sort(key=lambda pair: pair[0], reverse=True)
        beam = candidates[:width]
    score, tokens = beam[0]
    return [token for token in tokens[1:] if token != stop]
