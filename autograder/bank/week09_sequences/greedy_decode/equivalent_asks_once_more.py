"""Asks for one more token than it takes."""

import numpy as np

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("max_length")
    out = []
    while True:
        t = int(np.argmax(step([start] + out)))
        if t == stop or len(out) == max_length:
            break
        out.append(t)
    return out
