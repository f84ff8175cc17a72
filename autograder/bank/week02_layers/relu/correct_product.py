"""Times a mask of zeros and ones."""

import numpy as np


def relu(z):
    return z * (z > 0)
