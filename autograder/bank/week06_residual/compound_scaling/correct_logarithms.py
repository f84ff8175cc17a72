import math


def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return tuple(math.exp(phi * math.log(base)) for base in (alpha, beta, gamma))
