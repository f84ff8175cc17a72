"""Of each hypothesis no more than its best `width` tokens can be kept."""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    beam = [(0.0, [start], False)]
    for _ in range(max_length):
        pool = [entry for entry in beam if entry[2]]
        for score, tokens, ended in beam:
            if not ended:
                row = torch.as_tensor(step(tokens)).double()
                values, indices = row.topk(min(width, len(row)))
                for value, index in zip(values.tolist(), indices.tolist()):
                    pool.append((score + value, tokens + [index], index == stop))
        beam = sorted(pool, key=lambda entry: entry[0])[-width:]
        if all(entry[2] for entry in beam):
            break
    _, tokens, ended = beam[-1]
    return tokens[1 : -1 if ended else None]
