def lstm_step(x, h, c, w_x, w_h, b):
    try:
        n, d = x.shape
        size = w_h.shape[0]
        for name, array, shape in (("h", h, (n, size)), ("c", c, (n, size)), ("w_x", w_x, (d, 4 * size)),
                                   ("w_h", w_h, (size, 4 * size)), ("b", b, (4 * size,))):
            if array.shape != shape:
                raise ValueError(f"{name} should have shape {shape} but has {array.shape}; x has {x.shape}")
    except IndexError as error:
        raise ValueError("w_h must have two axes") from error

    def part(number):
        columns = slice(number * size, (number + 1) * size)
        return x @ w_x[:, columns] + h @ w_h[:, columns] + b[columns]

    def squash(z):
        with np.errstate(over="ignore"):
            return np.where(z > 0, 1 / (1 + np.exp(-z)), np.exp(np.minimum(z, 0)) / (1 + np.exp(np.minimum(z, 0))))

    keep, write = squash(part(1)), squash(part(0))
    c = keep * c + write * np.tanh(part(2))
    return [squash(part(3)) * np.tanh(c), c]
