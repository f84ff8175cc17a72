"""closed places leak

That is the slope of the leaky ReLU.
Lesson: 2.1 "The dying ReLU"
"""

import numpy as np


def relu_backward(dout, z):
    return dout * np.where(z > 0, 1, 0.01).astype(dout.dtype)
