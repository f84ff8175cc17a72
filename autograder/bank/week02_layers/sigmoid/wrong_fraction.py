"""numerator and denominator overflow on the right

exp(z) over 1 + exp(z) is infinity over infinity, nan, for a large z.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return np.exp(z) / (1 + np.exp(z))
