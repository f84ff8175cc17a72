"""the 1 under the logarithm is missing

ln(e^z) is z again.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    return np.log(np.exp(np.clip(z, -80, 80)))
