"""Scores only fall, so a best hypothesis that has ended stays the best."""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    done, live = [], [(0.0, [start])]
    for _ in range(max_length):
        grown = []
        for score, tokens in live:
            values = np.asarray(step(tokens))
            for token in np.argsort(values)[::-1][:width]:
                grown.append((score + values[token], tokens + [int(token)]))
        grown = sorted(grown, key=lambda pair: pair[0], reverse=True)[:width]
        done += [(score, tokens[:-1]) for score, tokens in grown if tokens[-1] == stop]
        live = [(score, tokens) for score, tokens in grown if tokens[-1] != stop]
        if not live or (done and max(done)[0] >= max(live)[0]):
            break
    return max(done + live, key=lambda pair: pair[0])[1][1:]
