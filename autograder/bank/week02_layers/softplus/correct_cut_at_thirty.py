"""Far right it is z itself, so exp gets a cut z."""

import numpy as np


def softplus(z):
    return np.where(z > 30, z, np.log1p(np.exp(np.minimum(z, 30))))
