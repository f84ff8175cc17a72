"""Python numbers one by one; back to the shape and precision of z."""

import numpy as np


def relu(z):
    flat = [x if x > 0.0 else 0.0 for x in z.ravel().tolist()]
    return np.array(flat, dtype=z.dtype).reshape(z.shape)
