import numpy as np


def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return np.array([alpha, beta, gamma]) ** phi
