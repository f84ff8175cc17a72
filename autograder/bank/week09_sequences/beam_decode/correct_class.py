from dataclasses import dataclass


@dataclass
class Hypothesis:
    tokens: list
    score: float = 0.0
    ended: bool = False


def beam_decode(step, start, stop, max_length, width):
    if width < 1:
        raise ValueError(f"width must be at least 1: {width}")
    if max_length < 0:
        raise ValueError(f"max_length must not be negative: {max_length}")
    kept = [Hypothesis([])]
    rounds = 0
    while rounds < max_length and not all(one.ended for one in kept):
        rounds += 1
        grown = []
        for one in kept:
            if one.ended:
                grown.append(one)
            else:
                for token, log in enumerate(step([start] + one.tokens)):
                    if token == stop:
                        grown.append(Hypothesis(one.tokens, one.score + log, True))
                    else:
                        grown.append(Hypothesis(one.tokens + [token], one.score + log))
        grown.sort(key=lambda one: -one.score)
        kept = grown[:width]
    return max(kept, key=lambda one: one.score).tokens
