"""phi is raised to the bases

phi is the exponent.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return phi**alpha, phi**beta, phi**gamma
