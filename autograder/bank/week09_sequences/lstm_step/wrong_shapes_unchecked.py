"""no shape is checked

NumPy refuses some shapes without a name, and stretches others in silence.
Lesson: 9.2 "Four gates"
"""

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_step(x, h, c, w_x, w_h, b):
    z = x @ w_x + h @ w_h + b
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    new_c = f * c + i * g
    new_h = o * np.tanh(new_c)
    return new_h, new_c
