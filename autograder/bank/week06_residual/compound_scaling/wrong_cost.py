"""the cost is returned in place of the factors

Three factors are asked for.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return (alpha * beta**2 * gamma**2) ** phi
