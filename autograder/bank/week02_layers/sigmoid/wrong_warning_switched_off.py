"""the warning is switched off and exp overflows all the same

Give exp nothing but -|z|: then there is nothing to warn of.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
