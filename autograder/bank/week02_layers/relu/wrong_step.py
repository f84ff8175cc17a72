"""the answer is the slope, 0 or 1

That is how steep the bend is. The bend itself lets positive numbers through as they are.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def relu(z):
    return (z > 0).astype(z.dtype)
