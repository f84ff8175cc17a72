from scipy.special import expit


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
    new_h, new_c = np.empty_like(h), np.empty_like(c)
    for row in range(n):
        z = x[row] @ w_x + h[row] @ w_h + b
        for unit in range(k):
            i, f, g, o = z[unit], z[k + unit], z[2 * k + unit], z[3 * k + unit]
            new_c[row, unit] = expit(f) * c[row, unit] + expit(i) * np.tanh(g)
            new_h[row, unit] = expit(o) * np.tanh(new_c[row, unit])
    return new_h, new_c
