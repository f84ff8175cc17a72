"""only depth grows

All three grow together.
Lesson: 6.5 "Three ways to grow"
"""

def compound_scaling(phi, alpha=1.2, beta=1.1, gamma=1.15):
    return alpha**phi, 1.0, 1.0
