"""no shape is checked

NumPy refuses some shapes without a name, and stretches others in silence.
Lesson: 9.1 "One step"
"""

def rnn_step(x, h, w_x, w_h, b):
    return np.tanh(x @ w_x + h @ w_h + b)
