"""a hypothesis that has ended keeps its place for good

It holds its place only as long as its score is good enough: better ones push it out.
Lesson: 9.3 "Beam search"
"""

def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError("width")
    if max_length < 0:
        raise ValueError("max_length")
    beams, done = [(0.0, [start])], []
    for _ in range(max_length):
        c = [(s + lp, t + [v]) for s, t in beams for v, lp in enumerate(step(t))]
        c.sort(key=lambda b: -b[0])
        beams = []
        for s, t in c[: width - len(done)]:
            (done if t[-1] == stop else beams).append((s, t))
        if not beams:
            break
    done = [(s, t[:-1]) for s, t in done]
    return max(done + beams, key=lambda b: b[0])[1][1:]
