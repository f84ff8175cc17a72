"""shapes are checked with assert

An AssertionError is not a ValueError, and it is gone when Python runs with -O.
Lesson: 9.1 "One step"
"""

def rnn_step(x, h, w_x, w_h, b):
    hidden = h.shape[1]
    assert x.shape[0] == h.shape[0], "x and h"
    assert w_x.shape == (x.shape[1], hidden), "w_x"
    assert w_h.shape == (hidden, hidden), "w_h"
    assert b.shape == (hidden,), "b"
    return np.tanh(x @ w_x + h @ w_h + b)
