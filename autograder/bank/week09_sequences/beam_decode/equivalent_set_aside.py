"""Ended hypotheses wait outside of the beam: the checks' models give the same answers."""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    beam, ended = [(0.0, [start])], []
    for _ in range(max_length):
        candidates = []
        for score, tokens in beam:
            logs = step(tokens)
            for token in range(len(logs)):
                candidates.append((score + float(logs[token]), tokens + [token]))
        candidates.sort(key=lambda pair: pair[0], reverse=True)
        ended += [pair for pair in candidates[:width] if pair[1][-1] == stop]
        beam = [pair for pair in candidates[:width] if pair[1][-1] != stop]
    score, tokens = max(beam + ended)
    return [token for token in tokens[1:] if token != stop]
