"""a slope of 0 is taken as no slope given

0 is a slope like any other: the plain ReLU. In a condition, 0 counts as false.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.where(z > 0, z, (slope or 0.01) * z)
