import math


def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth = math.pow(alpha, phi)
    width = math.pow(beta, phi)
    resolution = math.pow(gamma, phi)
    return (depth, width, resolution)
