"""the bases are multiplied by phi

Each step of phi multiplies the network once more: growth is a power.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return alpha * phi, beta * phi, gamma * phi
