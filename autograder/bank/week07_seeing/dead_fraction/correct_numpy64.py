"""Through NumPy."""

import numpy as np
def dead_fraction(activations):
    a = np.asarray(activations)
    return np.float64(1.0) - (a > 0).any((0, 2, 3)).mean()
