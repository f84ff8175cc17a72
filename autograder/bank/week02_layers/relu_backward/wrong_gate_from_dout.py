"""the gate looks at dout

What was open on the way forward is open on the way back: z decides, and negative gradients pass too.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu_backward(dout, z):
    return np.where(dout > 0, dout, 0)
