"""the warning is switched off and exp overflows all the same

Pull the larger of the two exponentials out of the logarithm: then there is nothing to warn of.
Lesson: 2.1 "Seven functions and their slopes"
"""

import numpy as np


def softplus(z):
    with np.errstate(over="ignore"):
        curve = np.log1p(np.exp(z))
    return np.where(np.isinf(curve), z, curve)
