"""z is cut off too early

Beyond your limit all numbers look alike, and the results are visibly off 0 and 1.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -6, 6)))
