import numpy as np


def separable_cost_ratio(out_channels, kernel):
    return np.float64(out_channels) ** -1 + np.power(float(kernel), -2)
