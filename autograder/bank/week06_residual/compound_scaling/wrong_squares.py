"""width and resolution are squared

Their squares stand in the rule for the cost, not in the factors.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return alpha**phi, (beta**2) ** phi, (gamma**2) ** phi
