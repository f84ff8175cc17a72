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
    z = np.hstack([x, h]) @ np.vstack([w_x, w_h]) + b
    gates = z.reshape(n, 4, k)
    cell = expit(gates[:, 1]) * c + expit(gates[:, 0]) * np.tanh(gates[:, 2])
    return expit(gates[:, 3]) * np.tanh(cell), cell
