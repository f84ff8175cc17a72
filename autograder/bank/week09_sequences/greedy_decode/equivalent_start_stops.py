"""Would end at the start token too, which is never chosen."""

import numpy as np

def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("max_length")
    out = []
    for _ in range(max_length):
        t = int(np.argmax(step([start] + out)))
        if t in (start, stop):
            break
        out.append(t)
    return out
