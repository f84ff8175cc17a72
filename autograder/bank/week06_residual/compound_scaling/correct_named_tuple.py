from collections import namedtuple

Scale = namedtuple("Scale", "depth width resolution")


def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return Scale(depth=pow(alpha, phi), width=pow(beta, phi), resolution=pow(gamma, phi))
