"""Start and stop are taken out of the answer, where they are only at its ends."""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError("width")
    if max_length < 0:
        raise ValueError("max_length")
    beams = [(0.0, [start], False)]
    for _ in range(max_length):
        c = []
        for s, t, d in beams:
            if d:
                c.append((s, t, d))
            else:
                c += [(s + lp, t + [v], v == stop) for v, lp in enumerate(step(t))]
        beams = sorted(c, key=lambda b: -b[0])[:width]
    return [v for v in beams[0][1] if v not in (start, stop)]
