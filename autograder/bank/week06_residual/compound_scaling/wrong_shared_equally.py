"""all three grow alike

The bases say how the growth is shared out.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    mean = (alpha * beta * gamma) ** (1 / 3)
    return mean**phi, mean**phi, mean**phi
