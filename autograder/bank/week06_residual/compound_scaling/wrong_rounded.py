"""the factors are rounded

Nothing is rounded here: layers and pixels are rounded when the network is built.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return round(alpha**phi, 1), round(beta**phi, 1), round(gamma**phi, 1)
