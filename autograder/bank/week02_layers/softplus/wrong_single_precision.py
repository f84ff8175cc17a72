"""the result is float32 whatever the input

float64 in, float64 out.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    return np.logaddexp(0, z.astype(np.float32))
