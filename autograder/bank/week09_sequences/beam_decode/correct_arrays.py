def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    scores, paths = np.zeros(1), [[start]]
    for _ in range(max_length):
        rows, owners = [], []
        for number, path in enumerate(paths):
            ended = len(path) > 1 and path[-1] == stop
            row = np.zeros(1) if ended else np.asarray(step(path), dtype=float)
            rows.append(scores[number] + row)
            owners += [(number, None if ended else token) for token in range(len(row))]
        flat = np.concatenate(rows)
        chosen = np.argsort(-flat, kind="stable")[:width]
        paths = [paths[owners[i][0]] + ([] if owners[i][1] is None else [owners[i][1]]) for i in chosen]
        scores = flat[chosen]
    best = paths[int(np.argmax(scores))][1:]
    return best[:-1] if best and best[-1] == stop else best
