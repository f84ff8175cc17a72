import math


def rnn_step(x, h, w_x, w_h, b):
    count, depth = x.shape
    size = b.shape[0]
    if h.shape != (count, size):
        raise ValueError(f"h: expected {(count, size)} because of x and b, got {h.shape}")
    if w_x.shape != (depth, size):
        raise ValueError(f"w_x: expected {(depth, size)}, got {w_x.shape}")
    if w_h.shape != (size, size):
        raise ValueError(f"w_h: expected {(size, size)}, got {w_h.shape}")
    result = np.zeros((count, size), dtype=x.dtype)
    for n in range(count):
        for j in range(size):
            total = float(b[j])
            for d in range(depth):
                total += float(x[n, d]) * float(w_x[d, j])
            for k in range(size):
                total += float(h[n, k]) * float(w_h[k, j])
            result[n, j] = math.tanh(total)
    return result
