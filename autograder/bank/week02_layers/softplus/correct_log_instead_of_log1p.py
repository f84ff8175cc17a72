"""log of 1 + a small number."""

import numpy as np


def softplus(z):
    return np.where(z > 0, z, 0) + np.log(1 + np.exp(-abs(z)))
