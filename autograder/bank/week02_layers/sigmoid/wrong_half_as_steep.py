"""tanh with z instead of z/2

Near 0 you rise twice as fast as the sigmoid, whose slope there is 0.25.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z))
