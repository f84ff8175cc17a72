"""the argument itself is bent

The caller still needs z: the way back asks where it was above 0.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    z[z < 0] = 0
    return z
