"""the argument itself is changed

The caller still needs z.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    np.clip(z, -80, 80, out=z)
    np.exp(-z, out=z)
    return 1 / (1 + z)
