"""the sign of phi is lost

Below 0 the network shrinks.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    phi = abs(phi)
    return alpha**phi, beta**phi, gamma**phi
