"""nothing leaks

That is the plain ReLU. A unit that is off keeps no slope.
Lesson: 2.1 "The dying ReLU"
"""

import numpy as np


def leaky_relu(z, slope=0.01):
    return np.maximum(z, 0)
