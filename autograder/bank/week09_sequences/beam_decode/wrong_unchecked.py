"""no argument is checked

A beam without a place and a negative length cannot be right: refuse them by name.
Lesson: 9.3 "Beam search"
"""

def beam_decode(step, start, stop, max_length, width):
    beam = [(0.0, [start])]
    for _ in range(max_length):
        candidates = []
        for score, tokens in beam:
            if tokens[-1] == stop and len(tokens) > 1:
                candidates.append((score, tokens))
                continue
            logs = step(tokens)
            for token in range(len(logs)):
                candidates.append((score + float(logs[token]), tokens + [token]))
        candidates.sort(key=lambda pair: pair[0], reverse=True)
        beam = candidates[:width]
    score, tokens = beam[0]
    return [token for token in tokens[1:] if token != stop]
