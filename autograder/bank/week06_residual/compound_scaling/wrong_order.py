"""width comes first

The order is depth, width, resolution.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return beta**phi, alpha**phi, gamma**phi
