"""the bases are scaled until the cost exactly doubles

The bases are used as they are given.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    fix = (2 / (alpha * beta**2 * gamma**2)) ** (1 / 5)
    return (alpha * fix) ** phi, (beta * fix) ** phi, (gamma * fix) ** phi
