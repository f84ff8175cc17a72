"""phi times the growth is added

Right for 0 and 1. Growth on growth is a power.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return 1 + phi * (alpha - 1), 1 + phi * (beta - 1), 1 + phi * (gamma - 1)
