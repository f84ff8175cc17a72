def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    def go(beam, left):
        if left == 0 or all(ended for _, _, ended in beam):
            return max(beam, key=lambda entry: entry[1])[0]
        grown = []
        for tokens, score, ended in beam:
            if ended:
                grown.append((tokens, score, ended))
                continue
            for token, value in enumerate(step([start] + tokens)):
                grown.append((tokens + [token] * (token != stop), score + value, token == stop))
        return go(sorted(grown, key=lambda entry: entry[1])[-width:], left - 1)

    return go([([], 0.0, False)], max_length)
