"""the error names no argument

Say which argument does not fit, or the reader must guess among five.
Lesson: 9.1 "One step"
"""

def rnn_step(x, h, w_x, w_h, b):
    hidden = h.shape[1]
    fits = x.shape[0] == h.shape[0] and w_x.shape == (x.shape[1], hidden) and w_h.shape == (hidden, hidden)
    if not fits or b.shape != (hidden,):
        raise ValueError("these do not fit")
    return np.tanh(x @ w_x + h @ w_h + b)
