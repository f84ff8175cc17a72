def greedy_decode(step, start, stop, max_length):
    if max_length < 0:
        raise ValueError("max_length must be at least 0")

    def rest(tokens):
        if len(tokens) == max_length:
            return tokens
        row = list(step([start, *tokens]))
        token = row.index(max(row))
        return tokens if token == stop else rest(tokens + [token])

    return rest([])
