"""the error names no argument

Say which argument does not fit, or the reader must guess among six.
Lesson: 9.2 "Four gates"
"""

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_step(x, h, c, w_x, w_h, b):
    n, d = x.shape
    k = h.shape[1]
    shapes = [(n, k), (n, k), (d, 4 * k), (k, 4 * k), (4 * k,)]
    if [array.shape for array in (h, c, w_x, w_h, b)] != shapes:
        raise ValueError("these do not fit")
    z = x @ w_x + h @ w_h + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    new_c = f * c + i * g
    new_h = o * np.tanh(new_c)
    return new_h, new_c
