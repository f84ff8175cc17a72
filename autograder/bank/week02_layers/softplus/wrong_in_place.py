"""the argument itself is changed

The caller still needs z.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    extra = np.log1p(np.exp(-np.abs(z)))
    z[z < 0] = 0
    z += extra
    return z
