"""the factors are rounded up to whole numbers

Nothing is rounded here.
Lesson: 6.5 "Compound scaling"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return -(-(alpha**phi) // 1), -(-(beta**phi) // 1), -(-(gamma**phi) // 1)
