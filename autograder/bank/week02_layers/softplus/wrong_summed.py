"""all numbers are added up under one logarithm

Each number is treated by itself, and the shape stays.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    top = max(z.max(), 0)
    return top + np.log(np.exp(-top) + np.exp(z - top).sum())
