from itertools import islice


def _words(step, start, stop):
    seen = [start]
    while True:
        best = max(enumerate(step(list(seen))), key=lambda pair: pair[1])[0]
        if best == stop:
            return
        seen.append(best)
        yield best


def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("max_length < 0")
    return list(islice(_words(step, start, stop), max_length))
