"""the gates look at the cell as well

That is the variant with peepholes; here the gates read x and h alone.
Lesson: 9.2 "Four gates"
"""

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_step(x, h, c, w_x, w_h, b):
    n, d = x.shape
    if h.ndim != 2 or h.shape[0] != n:
        raise ValueError(f"h {h.shape} must have as many rows as x {x.shape}")
    if c.shape != h.shape:
        raise ValueError(f"c {c.shape} must have the shape of h {h.shape}")
    k = h.shape[1]
    if w_x.shape != (d, 4 * k):
        raise ValueError(f"w_x must be {(d, 4 * k)}, not {w_x.shape}")
    if w_h.shape != (k, 4 * k):
        raise ValueError(f"w_h must be {(k, 4 * k)}, not {w_h.shape}")
    if b.shape != (4 * k,):
        raise ValueError(f"b must be {(4 * k,)}, not {b.shape}")
    z = x @ w_x + h @ w_h + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(i + c), sigmoid(f + c), np.tanh(g), sigmoid(o)
    new_c = f * c + i * g
    new_h = o * np.tanh(new_c)
    return new_h, new_c
