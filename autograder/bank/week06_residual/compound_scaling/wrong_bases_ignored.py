"""the bases are always those of the paper

They are arguments.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return 1.2**phi, 1.1**phi, 1.15**phi
