def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("max_length is negative")
    path = [start]
    done = False
    while not done and len(path) - 1 < max_length:
        following = np.asarray(step(path)).argmax()
        done = following == stop
        if not done:
            path.append(following)
    return path[1:]
