"""the hidden state is ignored

Without h nothing of the earlier steps is remembered.
Lesson: 9.1 "Unrolled"
"""

def rnn_step(x, h, w_x, w_h, b):
    if x.ndim != 2 or h.ndim != 2 or x.shape[0] != h.shape[0]:
        raise ValueError(f"x {x.shape} and h {h.shape} must have the same number of rows")
    hidden = h.shape[1]
    if w_x.shape != (x.shape[1], hidden):
        raise ValueError(f"w_x has shape {w_x.shape}, expected {(x.shape[1], hidden)}")
    if w_h.shape != (hidden, hidden):
        raise ValueError(f"w_h has shape {w_h.shape}, expected {(hidden, hidden)}")
    if b.shape != (hidden,):
        raise ValueError(f"b has shape {b.shape}, expected {(hidden,)}")
    z = x @ w_x + b
    return np.tanh(z)
