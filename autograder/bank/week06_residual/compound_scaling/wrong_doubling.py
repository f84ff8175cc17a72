"""everything doubles with phi

The cost about doubles, and it is shared out by the bases.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return 2.0**phi, 2.0**phi, 2.0**phi
