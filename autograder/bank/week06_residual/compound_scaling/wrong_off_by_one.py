"""phi counts from 1

phi = 0 is the base network.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return alpha ** (phi - 1), beta ** (phi - 1), gamma ** (phi - 1)
