"""exp gets a large positive number

The value is right and exp overflowed on the way to it, far left of 0. Give exp nothing but -|z|.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
